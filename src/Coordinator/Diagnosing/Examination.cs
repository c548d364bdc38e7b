using AdaSapSweep.Coordinator.Diagnosing.Checks;

namespace AdaSapSweep.Coordinator.Diagnosing;

/// <summary>The checks of <c>adasap doctor</c>, in the order in which their lines are shown.</summary>
internal static class Examination
{
    public static readonly IReadOnlyList<ICheck> All =
    [
        new PackagesCheck(), new SettingsCheck(), new TorchCheck(NvidiaDriver.IsLoaded), new ProcessorCheck(System.Environment.ProcessorCount), new MemoryCheck(MemoryLimits.Read),
        new FolderCheck(), new StoreCheck(), new ClockCheck(), new PortCheck(), new TelemetryCheck(), new JpegCheck(), new SweepFileCheck(ProcessorFlags.HasBFloat16),
    ];

    /// <summary>Runs the checks one after the other; each finding is told as it comes.</summary>
    public static async Task<IReadOnlyList<(string Check, Finding Finding)>> RunAsync(
        IEnumerable<ICheck> checks, Machine machine, Action<string, Finding> tell, CancellationToken stop)
    {
        var all = new List<(string, Finding)>();
        foreach (var check in checks)
        {
            foreach (var finding in await check.LookAsync(machine, stop))
            {
                all.Add((check.Name, finding));
                tell(check.Name, finding);
            }
        }

        return all;
    }
}
