using AdaSapSweep.GpuActor.Hosting;

namespace AdaSapSweep.Benchmarks.Orchestrator;

/// <summary>A GPU actor process as the product has it, but for the work itself.</summary>
internal static class IdleGpuActor
{
    public static async Task<int> RunAsync(string[] args)
    {
        IdleRunner? runner = null;
        var code = await GpuActorProgram.RunAsync(args, (options, _, _, _) => runner = new IdleRunner(GapFile(options.StorePath, options.Slot.Value)));
        runner?.WriteGaps();
        return code;
    }

    public static string GapFolder(string store) => store + ".gaps";

    private static string GapFile(string store, string slot) => Path.Combine(GapFolder(store), slot.Replace('/', '-'));
}
