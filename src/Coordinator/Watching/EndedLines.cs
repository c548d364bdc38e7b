using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>A line for each trial that ended: what it was, then its figures in columns, or why there are none.</summary>
internal static class EndedLines
{
    private const int SignWidth = 2;

    public static IReadOnlyList<ViewLine> Of(IReadOnlyList<EndedTrial> trials, int width)
    {
        var figures = trials.Select(t => t.State == TrialState.Succeeded ? Figures(t, width) : "").ToList();
        var room = width - SignWidth - figures.Select(f => f.Length).DefaultIfEmpty(0).Max();
        var names = trials.Select(t => Name(t, "trial ")).ToList();
        if (names.Exists(n => n.Length > room)) names = [.. trials.Select(t => Name(t, "#"))];
        var column = Math.Min(room, names.Where((_, i) => figures[i].Length > 0).Select(n => n.Length).DefaultIfEmpty(0).Max());
        return [.. trials.Select((t, i) => figures[i].Length > 0
            ? new ViewLine(Sign(t.State), Cut(names[i], column).PadRight(column), new ViewPart(figures[i], Tone.Strong))
            : Without(t, names[i], width))];
    }

    /// <summary>What became of it has half of the line at least.</summary>
    private static ViewLine Without(EndedTrial trial, string name, int width)
    {
        var outcome = "  " + ProgressText.Outcome(trial);
        var sign = Sign(trial.State);
        return new(sign, Cut(name, Math.Max(width - SignWidth - outcome.Length, width / 2 - SignWidth)), new ViewPart(outcome, sign.Tone));
    }

    private static ViewPart Sign(TrialState state) => state switch
    {
        TrialState.Succeeded => new("✓ ", Tone.Good),
        TrialState.Cancelled => new("– ", Tone.Note),
        _ => new("✗ ", Tone.Bad),
    };

    private static string Name(EndedTrial trial, string number) => Text($"{number}{trial.Number} {trial.Method} {AxesText.Of(trial.Axes)}").TrimEnd();

    private static string Figures(EndedTrial trial, int width)
    {
        var clean = trial.CleanAccuracy is { } accuracy ? Text($"  clean {accuracy,7:P1}") : "";
        var robust = trial.PgdAccuracy is { } under ? Text($"  pgd {under,7:P1}") : "";
        return clean.Length + robust.Length <= width / 2 ? clean + robust : clean;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..Math.Max(0, length - 1)] + "…";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
