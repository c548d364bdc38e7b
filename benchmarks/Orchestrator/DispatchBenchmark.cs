using System.Diagnostics;
using System.Globalization;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Benchmarks.Orchestrator;

/// <summary>
/// Stages that do nothing, through the real coordinator, real GPU actor processes and a real store that is durable at each result: what
/// orchestration costs a stage, at the begin of a sweep and at its end.
/// </summary>
internal static class DispatchBenchmark
{
    public static async Task<int> RunAsync(string[] flags)
    {
        var stages = flags.Length > 0 ? int.Parse(flags[0], CultureInfo.InvariantCulture) : 100_000;
        var slots = flags.Length > 1 ? int.Parse(flags[1], CultureInfo.InvariantCulture) : 4;
        var folder = Directory.CreateTempSubdirectory("adasap-dispatch-").FullName;
        try
        {
            return await RunAsync(Path.Combine(folder, "store.db"), folder, stages, slots);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> RunAsync(string path, string folder, int stages, int slots)
    {
        var file = Path.Combine(folder, "idle.yaml");
        await File.WriteAllTextAsync(file, IdleSweep.OfTrials(stages / 2));
        var settings = RunSettings.Read(HoconFiles.Load("coordinator.conf", null), new(slots, Threads: 1)) with { GpuActorExecutable = Environment.ProcessPath! };
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        int code;
        var watch = Stopwatch.StartNew();
        var cpu = Environment.CpuUsage.TotalTime;
        using (var store = SweepStore.Open(path, TimeProvider.System))
        {
            var planned = PlannedSweep.Read(file, null);
            code = await new SweepRun(planned, store, settings, null, retryFailed: false, TimeProvider.System, new(TextWriter.Null, TextWriter.Null, null)).RunAsync();
        }
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var whole = watch.Elapsed;
        using (var store = SweepStore.Open(path, TimeProvider.System))
            await new SweepRun(PlannedSweep.Read(file, null), store, settings, null, retryFailed: false, TimeProvider.System, new(TextWriter.Null, TextWriter.Null, null)).RunAsync();
        var again = watch.Elapsed - whole;
        var ends = StageEnds.Read(path);
        Console.WriteLine($"{ends.Count} of {stages} stages done, exit code {code}; {slots} GPU actor processes on {Environment.ProcessorCount} cores, load {load} before.");
        Console.WriteLine();
        Console.WriteLine("| what | result |");
        Console.WriteLine("|---|---:|");
        Row("durable stages a second, first grant to last result", $"{ends.Count / (ends[^1] - ends[0]).TotalSeconds:N0}");
        Row("the whole command, planning and table included, seconds", $"{whole.TotalSeconds:F1}");
        Row("the same command again, all being done, seconds", $"{again.TotalSeconds:F1}");
        Row("CPU of the coordinator's process a stage, microseconds", $"{cpu.TotalMicroseconds / ends.Count:F0}");
        Row("its peak memory, MB", $"{ProcessMemory.PeakBytes() / 1e6:F0}");
        foreach (var (from, to) in Windows(ends.Count)) Row($"milliseconds a stage, {from:N0} to {to:N0}", $"{(ends[to - 1] - ends[from]).TotalMilliseconds / (to - from):F3}");
        var gaps = Directory.GetFiles(IdleGpuActor.GapFolder(path)).SelectMany(File.ReadLines).Select(l => double.Parse(l, CultureInfo.InvariantCulture)).Order().ToArray();
        foreach (var share in new[] { 0.5, 0.99, 0.999 })
            Row(FormattableString.Invariant($"a slot's result to its next stage, ms, p{share * 100}"), $"{gaps[(int)(share * (gaps.Length - 1))] / 1000:F2}");
        Row("the same, longest", $"{gaps[^1] / 1000:F1}");
        return code;
    }

    private static IEnumerable<(int From, int To)> Windows(int count)
    {
        foreach (var from in new[] { 500, count / 4, count / 2, count - (count / 10) })
            yield return (from, Math.Min(count, from + Math.Max(1_000, count / 10)));
    }

    private static void Row(string what, FormattableString result) => Console.WriteLine($"| {what} | {FormattableString.Invariant(result)} |");
}
