using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Benchmarks.Orchestrator;

/// <summary>A coordinator that has read, planned and recorded a sweep and stands ready to give the first stage out: memory and time, each size in a process of its own.</summary>
internal static class MemoryBenchmark
{
    public static async Task<int> RunAsync(string[] flags)
    {
        Console.WriteLine("| trials | peak memory, MB | plan, s | record in a new store, s | resume, s | store, MB |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        foreach (var trials in flags.Length > 0 ? flags : ["10000", "100000", "1000000"])
        {
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["memory-of", trials]) { UseShellExecute = false })!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0) return process.ExitCode;
        }
        return 0;
    }

    public static int Measure(string trials)
    {
        var folder = Directory.CreateTempSubdirectory("adasap-memory-").FullName;
        try
        {
            var (path, file) = (Path.Combine(folder, "store.db"), Path.Combine(folder, "idle.yaml"));
            File.WriteAllText(file, IdleSweep.OfTrials(int.Parse(trials, CultureInfo.InvariantCulture)));
            var settings = RunSettings.Read(HoconFiles.Load("coordinator.conf", null), new(2, Threads: 1));
            var watch = Stopwatch.StartNew();
            var planned = PlannedSweep.Read(file, null);
            var plan = watch.Elapsed;
            var state = Begin(path, planned, settings);
            var begin = watch.Elapsed - plan;
            var peak = ProcessMemory.PeakBytes();
            var again = Stopwatch.StartNew();
            var resumed = Begin(path, planned, settings);
            Console.WriteLine(FormattableString.Invariant(
                $"| {planned.Plan.Trials.Length:N0} | {peak / 1e6:F0} | {plan.TotalSeconds:F1} | {begin.TotalSeconds:F1} | {again.Elapsed.TotalSeconds:F1} | {new FileInfo(path).Length / 1e6:F0} |"));
            GC.KeepAlive((state, resumed));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static SweepState Begin(string path, PlannedSweep planned, RunSettings settings)
    {
        using var store = SweepStore.Open(path, TimeProvider.System);
        var record = store.BeginSweep(planned.Plan, planned.FileText);
        var now = DateTimeOffset.UnixEpoch;
        return SweepMachine.Apply(SweepState.Begin(record, new StageTree(planned.Plan), settings.Scheduling, now), new SweepBegun(), now).State;
    }
}
