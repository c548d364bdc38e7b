using AdaSapSweep.Benchmarks.Orchestrator;

// The coordinator starts this program for its slots too; then the first word is a flag.
if (args is [['-', ..], ..]) return await IdleGpuActor.RunAsync(args);
return args switch
{
    ["dispatch", .. var flags] => await DispatchBenchmark.RunAsync(flags),
    ["memory", .. var flags] => await MemoryBenchmark.RunAsync(flags),
    ["memory-of", var trials] => MemoryBenchmark.Measure(trials),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dispatch [STAGES] [SLOTS]   stages that do nothing, through real actors, processes and store (default 100000 4)
               memory [TRIALS...]          memory of a coordinator with a plan of so many trials (default 10000 100000 1000000)
        """);
    return 2;
}
