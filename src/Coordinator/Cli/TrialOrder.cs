using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The order of trials that <c>--sort NAME</c> asks for: ascending, or with a minus before the name descending. Trials without the value come last.</summary>
internal static class TrialOrder
{
    /// <exception cref="UsageException">A name that no trial has.</exception>
    public static IReadOnlyList<TrialRow> Of(IReadOnlyList<TrialRow> trials, string? asked)
    {
        if (asked is null) return trials;
        var descending = asked.StartsWith('-');
        var name = descending ? asked[1..] : asked;
        KnownWord.Require(name, TrialConditions.NamesIn(trials), "--sort", "axis or measurement");
        var keyed = trials.Select(trial => (Trial: trial, Text: TrialConditions.Find(trial, name))).ToList();
        var numbers = keyed.All(k => k.Text is null || TrialConditions.Number(k.Text) is not null);
        var there = keyed.Where(k => k.Text is not null).ToList();
        var sorted = (numbers, descending) switch
        {
            (true, false) => there.OrderBy(k => TrialConditions.Number(k.Text)),
            (true, true) => there.OrderByDescending(k => TrialConditions.Number(k.Text)),
            (false, false) => there.OrderBy(k => k.Text, StringComparer.Ordinal),
            (false, true) => there.OrderByDescending(k => k.Text, StringComparer.Ordinal),
        };
        return [.. sorted.Concat(keyed.Where(k => k.Text is null)).Select(k => k.Trial)];
    }
}
