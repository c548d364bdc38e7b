using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>
/// A sweep run by <c>./adasap</c> in a fresh store: its wall time against the time of its steps over the slots, and the time of its stages
/// against what they would take if every trial ran all of its own.
/// </summary>
internal static class SweepTime
{
    private const double Bar = 1.03;

    /// <param name="words">The sweep file, then flags that <c>run</c> and <c>plan</c> both know.</param>
    public static int Run(string[] words)
    {
        var folder = Directory.CreateTempSubdirectory("adasap-benchmark-").FullName;
        try
        {
            // Builds the programs when that is needed, uncounted.
            var plan = JsonNode.Parse(Adasap(["plan", .. words, "--format", "json"]))!;
            var store = Path.Combine(folder, "store.db");
            var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
            var began = Stopwatch.GetTimestamp();
            Adasap(["run", .. words, "--store", store]);
            var wall = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return Print(plan, wall, load, [.. new SpanFiles(TelemetryHost.SpanFolder(store)).Read()]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Print(JsonNode plan, double wall, string load, FileSpan[] spans)
    {
        FileSpan[] stages = [.. spans.Where(s => s.Name.StartsWith(SpanNames.Stage, StringComparison.Ordinal) && s.Word(TelemetryAttributes.StageKey) is not null)];
        var slots = spans.Where(s => s.Name == SpanNames.Sweep).Select(s => s.Word(TelemetryAttributes.Slots)?.Split(',').Length).Max() ?? 1;
        double In(params string[] phases) => stages.Sum(s => phases.Select(p => s.Number(TelemetryAttributes.SecondsIn(p))).Where(double.IsFinite).Sum());
        var steps = In(StagePhaseNames.Train, StagePhaseNames.Prune, StagePhaseNames.Evaluate);
        var busy = stages.ToLookup(s => s.Word(TelemetryAttributes.StageKey)!, s => (s.End - s.Start).TotalSeconds);
        var shared = stages.Sum(s => (s.End - s.Start).TotalSeconds);
        var alone = plan["trials"]!.AsArray().Sum(trial => trial!["stages"]!.AsArray().Sum(key => busy[key!.GetValue<string>()].DefaultIfEmpty(double.NaN).Last()));
        Console.WriteLine(Text($"{plan["name"]}: {plan["trials"]!.AsArray().Count} trials, {busy.Count} stages, {slots} slots, load {load} before.\n"));
        Console.WriteLine("| | seconds | |");
        Console.WriteLine("|---|---:|---|");
        Row("wall time of `./adasap run`", wall, "");
        Row("steps of training and evaluation, over the slots", steps / slots, "");
        Row("wall time over that", wall / (steps / slots), Text($"times; at most {Bar} is wanted"));
        Row("reading images and networks, over the slots", In(StagePhaseNames.Load) / slots, "");
        Row("checkpoints and networks written, over the slots", In(StagePhaseNames.Checkpoint) / slots, "");
        Row("slots without a stage, over the slots", wall - shared / slots, "the start of the processes, hand-over, and waiting for parents or for the last stage");
        Row("stages, all slots", shared, "");
        Row("the same trials one by one, without sharing", alone, "each trial's own stages, by the times that were measured");
        Row("shared over that", shared / alone, "times");
        return wall / (steps / slots) <= Bar ? 0 : 1;
    }

    private static void Row(string what, double seconds, string note) => Console.WriteLine(Text($"| {what} | {seconds:F2} | {note} |"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Adasap(string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "adasap"), words) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"adasap {string.Join(' ', words)} ended with exit code {process.ExitCode}");
    }
}
