using System.Globalization;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A sweep's timeline as plain text: its runs, its slots, where their time went, what was tried again, and what decided the end.</summary>
internal static class TraceText
{
    private const int MostRuns = 10;
    private const int MostRetries = 10;
    private const int PathEnds = 8;

    public static void Write(TextWriter output, SweepRow sweep, SweepTimeline timeline, int width)
    {
        output.WriteLine($"sweep '{sweep.Name}': {Count(timeline.Runs.Length, "run")}, {Count(timeline.Attempts.Length, "attempt")}, {TraceWords.Seconds(timeline.Whole.Length)}");
        foreach (var line in Runs(timeline)) output.WriteLine(line);
        var pieces = new SlotPieces(timeline);
        output.WriteLine();
        foreach (var line in TraceBars.Slots(timeline, pieces, width)) output.WriteLine(line);
        foreach (var line in Wrapped(TraceBars.Legend, width)) output.WriteLine(line);
        Time(output, timeline, pieces);
        foreach (var line in Retries(timeline)) output.WriteLine(TraceWords.Cut(line, width));
        Path(output, "critical path", CriticalPath.To(timeline.Attempts.MaxBy(a => a.End)!, timeline), timeline.Whole.Length.TotalSeconds);
    }

    public static void Path(TextWriter output, string title, IReadOnlyList<PathStep> path, double whole)
    {
        var (work, wait) = (path.Sum(s => s.Attempt.Length.TotalSeconds), path.Sum(s => s.Wait.TotalSeconds));
        output.WriteLine($"{title}: {Count(path.Count, "attempt")}, {TraceWords.Seconds(work)} of work ({TraceWords.Share(work, whole)}), {TraceWords.Seconds(wait)} of waiting");
        var rows = path.Count <= 2 * PathEnds + 1
            ? path.Select(Row)
            : path.Take(PathEnds).Select(Row).Append([$"... {(path.Count - 2 * PathEnds).ToString(CultureInfo.InvariantCulture)} more", "", "", "", ""]).Concat(path.TakeLast(PathEnds).Select(Row));
        PlainTable.Write(output, ["stage", "slot", "began after", "waited", "worked"], rows);
    }

    private static IEnumerable<string> Runs(SweepTimeline timeline)
    {
        foreach (var run in timeline.Runs.TakeLast(MostRuns))
        {
            var how = run.Known.Ended is not null ? "" : run.Known.Next is null && run.Time.End > run.Time.Begin && timeline.Attempts.Any(a => a.Row.State == AttemptState.Running) ? ", under way" : ", killed";
            yield return string.Create(
                CultureInfo.InvariantCulture, $"run {run.Known.Number}: {run.Time.Begin:yyyy-MM-dd HH:mm:ss} UTC, {TraceWords.Seconds(run.Time.Length)} on {Count(run.Slots.Length, "slot")}{how}");
        }
    }

    private static void Time(TextWriter output, SweepTimeline timeline, SlotPieces pieces)
    {
        var time = SlotTime.Of(timeline, pieces);
        PlainTable.Write(output, ["slots' time", "seconds", "share"], Enum.GetValues<SlotShare>().Select(share =>
            new[] { TraceWords.Of(share), string.Create(CultureInfo.InvariantCulture, $"{time[share]:F1}"), TraceWords.Share(time[share], time.Whole) }));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{TraceWords.Share(time.Attributed, time.Whole)} of {time.Whole:F1} s, all slots together, have a name"));
        var told = timeline.Attempts.Count(a => a.Phases is not null);
        if (told < timeline.Attempts.Length)
            output.WriteLine($"{Count(timeline.Attempts.Length - told, "attempt")} left no phases: loading and writing are within train and evaluate");
        output.WriteLine();
    }

    private static IEnumerable<string> Retries(SweepTimeline timeline)
    {
        var failed = timeline.Attempts.Where(a => a.IsLost).ToList();
        if (failed.Count == 0) yield break;
        yield return $"came to nothing: {Count(failed.Count, "attempt")}, {TraceWords.Seconds(failed.Sum(a => a.Length.TotalSeconds))}";
        foreach (var attempt in failed.TakeLast(MostRetries))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"    {TraceWords.Stage(attempt)}, attempt {attempt.Row.Number.Value} on {attempt.Row.Slot.Value}: {TraceWords.Outcome(attempt)} after {TraceWords.Seconds(attempt.Length)}: {attempt.Row.FailureReason}");
        }
        if (failed.Count > MostRetries) yield return $"    and {(failed.Count - MostRetries).ToString(CultureInfo.InvariantCulture)} before";
        yield return "";
    }

    private static string[] Row(PathStep step) =>
    [
        TraceWords.Stage(step.Attempt), TraceWords.Cut(step.Attempt.Row.Slot.Value, 12), step.After switch
        {
            After.Start => "start",
            After.Parent => "parent",
            After.Slot => "slot",
            _ => "failure",
        },
        TraceWords.Seconds(step.Wait), TraceWords.Seconds(step.Attempt.Length),
    ];

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var part in text.Split("   "))
        {
            if (line.Length > 0 && line.Length + 3 + part.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? part : "   " + part;
        }
        yield return line;
    }

    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
