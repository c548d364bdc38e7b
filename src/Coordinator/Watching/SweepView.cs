using System.Globalization;
using System.Text.RegularExpressions;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Lays a snapshot out for a terminal: the bar, the counts, a line for each slot, the trials that ended last.</summary>
internal static partial class SweepView
{
    /// <summary>What is narrower gets cut lines.</summary>
    private const int Narrowest = 20;

    private const int ShortestBar = 8;
    private const int LongestBar = 60;
    private const int MostEnded = 4;
    private const char Full = '━';

    /// <summary>No line is longer than the width, and there are no more of them than the height.</summary>
    public static IReadOnlyList<ViewLine> Lines(SweepSnapshot now, int width, int height)
    {
        width = Math.Max(width, Narrowest);
        List<ViewLine> lines = [Bar(now, width), Counts(now, width)];
        foreach (var note in new[] { now.Notice, ProgressText.Waits(now) }.OfType<string>()) lines.AddRange(Wrapped(note, width).Select(l => new ViewLine(new ViewPart(l, Tone.Note))));
        var room = Math.Max(1, height - lines.Count);
        var slots = SlotLines.Of(now.Slots, ProgressText.Waits(now) is not null, width);
        lines.AddRange(slots.Count <= room ? slots : [.. slots.Take(room - 1), new ViewLine(new ViewPart(Text($"… and {slots.Count - room + 1} more slots"), Tone.Dim))]);
        lines.AddRange(EndedLines.Of([.. now.Ended.Take(Math.Clamp(height - lines.Count, 0, MostEnded))], width));
        return [.. lines.Take(height).Select(l => l.Within(width))];
    }

    private static ViewLine Bar(SweepSnapshot now, int width)
    {
        var share = Math.Clamp(now.Share, 0, 1);
        // Only what is done is 100 %.
        var percent = share >= 1 ? 100 : Math.Min(99, Math.Floor(share * 100));
        var name = now.Sweep.Length <= width / 3 ? now.Sweep : now.Sweep[..(width / 3 - 1)] + "…";
        var left = now.Left is { } time && time > TimeSpan.Zero ? $"  {ProgressText.Rough(time)} left" : "";
        var numbers = Text($" {percent,3:F0} %{left}");
        var length = Math.Clamp(width - name.Length - 2 - numbers.Length, ShortestBar, LongestBar);
        var full = (int)Math.Floor(share * length);
        return new(new ViewPart(name, Tone.Strong), "  ", new ViewPart(new(Full, full), Tone.Good), new ViewPart(new('─', length - full), Tone.Dim), numbers);
    }

    private static ViewLine Counts(SweepSnapshot now, int width)
    {
        var trials = now.Counts.Trials;
        var line = new List<ViewPart> { Text($"{trials[TrialState.Succeeded]:N0} done"), Text($", {trials[TrialState.Running]:N0} running") };
        if (trials[TrialState.Failed] > 0) line.AddRange([", ", new(Text($"{trials[TrialState.Failed]:N0} failed"), Tone.Bad)]);
        if (trials[TrialState.Cancelled] > 0) line.AddRange([", ", new(Text($"{trials[TrialState.Cancelled]:N0} cancelled"), Tone.Note)]);
        line.Add(Text($", {trials[TrialState.Pending]:N0} waiting"));
        var stages = Text($"  stages {now.Counts.Stages[StageState.Succeeded]:N0}/{now.Counts.Stages.Values.Sum():N0}");
        var elapsed = now.Elapsed > TimeSpan.Zero ? $"  {Elapsed(now.Elapsed)}" : "";
        foreach (var more in new[] { stages, elapsed })
        {
            if (line.Sum(p => p.Text.Length) + more.Length <= width) line.Add(new(more, Tone.Dim));
        }
        return new([.. line]);
    }

    /// <summary>Between words; what is quoted is to be typed, and stays in one piece.</summary>
    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in Words().Matches(text).Select(m => m.Value))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length > 0 ? " " + word : word;
        }
        yield return line;
    }

    [GeneratedRegex(@"'[^']*'\S*|\S+")]
    private static partial Regex Words();

    /// <summary>As a clock that runs: it changes each second.</summary>
    private static string Elapsed(TimeSpan time) => Text($"{Math.Floor(time.TotalHours):00}:{time:mm\\:ss}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
