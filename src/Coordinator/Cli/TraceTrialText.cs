using System.Globalization;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A trial's timeline as plain text: each attempt at the stages of its path, its waiting before and its work.</summary>
internal static class TraceTrialText
{
    private const int MostAttempts = 60;

    public static void Write(TextWriter output, SweepRow sweep, StoredTrial trial, SweepTimeline timeline, int width)
    {
        var steps = Steps(trial, timeline);
        output.WriteLine(TraceWords.Cut(
            string.Create(CultureInfo.InvariantCulture, $"trial {trial.Known.Number} of sweep '{sweep.Name}' ({AxesText.Of(trial.Axes)}): {trial.State.ToString().ToLowerInvariant()}"), width));
        if (steps.Count == 0)
        {
            output.WriteLine("nothing of it has run yet");
            return;
        }
        var whole = new Stretch(steps[0].Ready, steps.Max(s => s.Attempt.End));
        var (work, lost) = (steps.Where(s => !s.Attempt.IsLost).Sum(Length), steps.Where(s => s.Attempt.IsLost).Sum(Length));
        var wait = Math.Max(0, whole.Length.TotalSeconds - work - lost);
        output.WriteLine($"{TraceWords.Seconds(whole.Length)}: working {TraceWords.Seconds(work)}, came to nothing {TraceWords.Seconds(lost)}, waiting {TraceWords.Seconds(wait)}");
        output.WriteLine();
        foreach (var line in Bars(steps, whole, width)) output.WriteLine(line);
        output.WriteLine(". waits   = train   e evaluate   x came to nothing");
        PlainTable.Write(output, ["stage", "try", "slot", "waited", "worked", "outcome"], steps.TakeLast(MostAttempts).Select(Row));
        TraceText.Path(output, "its critical path", CriticalPath.To(steps.MaxBy(s => s.Attempt.End)!.Attempt, timeline), timeline.Whole.Length.TotalSeconds);
    }

    /// <summary>In the order of the path; a stage is ready when its parent is done, or its last attempt has failed.</summary>
    private static List<Step> Steps(StoredTrial trial, SweepTimeline timeline)
    {
        var byStage = timeline.Attempts.Where(a => trial.Path.Contains(a.Row.Stage)).ToLookup(a => a.Row.Stage);
        var steps = new List<Step>();
        var ready = timeline.Whole.Begin;
        foreach (var stage in trial.Path)
        {
            var done = ready;
            foreach (var attempt in byStage[stage])
            {
                steps.Add(new(attempt, ready < attempt.Begin ? ready : attempt.Begin));
                ready = attempt.End;
                if (attempt.Row.State == AttemptState.Succeeded && done < attempt.End) done = attempt.End;
            }
            ready = done;
        }
        return steps;
    }

    private static IEnumerable<string> Bars(List<Step> steps, Stretch whole, int width)
    {
        var shown = steps.TakeLast(MostAttempts).ToList();
        var names = Math.Min(shown.Max(s => Name(s).Length), width / 3);
        return shown.Select(s => $"{TraceWords.Cut(Name(s), names).PadRight(names)} |{Bar(s)}|");

        string Bar(Step s) => TraceBars.Bar(
            whole, [(new(s.Ready, s.Attempt.Begin), '.'), (new(s.Attempt.Begin, s.Attempt.End), TraceBars.MarkOf(s.Attempt))], width - names - 3);
    }

    private static string[] Row(Step step) =>
    [
        step.Attempt.Known.Kind, step.Attempt.Row.Number.Value.ToString(CultureInfo.InvariantCulture), TraceWords.Cut(step.Attempt.Row.Slot.Value, 14),
        TraceWords.Seconds(step.Attempt.Begin - step.Ready), TraceWords.Seconds(step.Attempt.Length), TraceWords.Outcome(step.Attempt),
    ];

    private static string Name(Step step) => string.Create(CultureInfo.InvariantCulture, $"{step.Attempt.Known.Kind}/{step.Attempt.Row.Number.Value}");

    private static double Length(Step step) => step.Attempt.Length.TotalSeconds;

    /// <param name="Ready">When it could have begun.</param>
    private sealed record Step(TimedAttempt Attempt, DateTimeOffset Ready);
}
