using System.Globalization;
using AdaSapSweep.Benchmarks.Kills;

return args switch
{
    ["chaos"] => await ChaosBenchmark.RunAsync(1000, 1),
    ["chaos", var kills] when Number(kills) is { } n => await ChaosBenchmark.RunAsync(n, 1),
    ["chaos", var kills, var seed] when Number(kills) is { } n && Number(seed) is { } s => await ChaosBenchmark.RunAsync(n, s),
    ["coordinator"] => await CoordinatorBenchmark.RunAsync(4),
    ["coordinator", var seeds] when Number(seeds) is { } n => await CoordinatorBenchmark.RunAsync(n),
    ["sigstop"] => await SigstopBenchmark.RunAsync(),
    _ => Usage(),
};

static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000 ? number : null;

static int Usage()
{
    Console.Error.WriteLine("""
        usage: chaos [KILLS] [SEED]   SIGKILL to coordinator and GPU actors at random moments (default 1000 kills)
               coordinator [SEEDS]    SIGKILL to the coordinator every 5 s; a sweep of SEEDS copies lasts about 40 s each (default 4)
               sigstop                a GPU actor stopped for three leases, then continued
        """);
    return 2;
}
