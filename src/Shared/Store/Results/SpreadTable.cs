using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>Trials that differ by one axis alone, a row together: means, spreads, and differences from the trials that they are compared with.</summary>
/// <param name="Axes">The axes that are left, the method first.</param>
/// <param name="Compared">True when the rows have differences.</param>
public sealed record SpreadTable(ImmutableArray<string> Axes, ImmutableArray<string> Metrics, bool Compared, ImmutableArray<SpreadRow> Rows)
{
    /// <param name="trials">Those that have not succeeded are left out, and so are numbers that are no results.</param>
    /// <param name="over">The axis that goes, mostly the seed.</param>
    /// <param name="against">
    /// An axis and one of its values, as method and sgd-prune. A row with another value is compared with the row of that value which agrees in
    /// every axis that both have, pairwise: only trials of equal <paramref name="over"/> meet.
    /// </param>
    public static SpreadTable Of(IReadOnlyList<TrialRow> trials, string over, (string Axis, string Value)? against, ImmutableArray<string> metrics)
    {
        var groups = new List<Group>();
        foreach (var trial in trials.Where(t => t.State == TrialState.Succeeded))
        {
            var axes = ResultsTable.AxesOf(trial).ToDictionary(a => a.Key, a => ResultsCsv.Text(a.Value), StringComparer.Ordinal);
            var pair = axes.Remove(over, out var value) ? value : "";
            var group = groups.Find(g => Same(g.Axes, axes));
            if (group is null) groups.Add(group = new(axes, []));
            group.Trials[pair] = trial;
        }
        var names = groups.SelectMany(g => g.Axes.Keys).Distinct().Order(StringComparer.Ordinal).OrderByDescending(a => a == ResultsTable.Method).ToImmutableArray();
        return new(names, metrics, against is not null, [.. groups.Select(group =>
        {
            var reference = against is { } asked ? Reference(groups, group, asked.Axis, asked.Value) : null;
            return new SpreadRow(
                [.. names.Select(n => group.Axes.GetValueOrDefault(n))], group.Trials.Count,
                [.. metrics.Select(m => Spread.Of([.. group.Trials.Values.Select(t => Result(t, m)).OfType<double>()]))],
                [.. metrics.Select(m => reference is null ? null : Spread.Of(Differences(group, reference, m)))]);
        })]);
    }

    private static Group? Reference(List<Group> groups, Group group, string axis, string value) => group.Axes.GetValueOrDefault(axis) == value
        ? null
        : groups.Find(g => g.Axes.GetValueOrDefault(axis) == value && g.Axes.All(a => a.Key == axis || !group.Axes.TryGetValue(a.Key, out var own) || own == a.Value));

    private static List<double> Differences(Group group, Group reference, string metric) =>
    [
        .. group.Trials.Where(t => reference.Trials.ContainsKey(t.Key))
            .Select(t => Result(t.Value, metric) - Result(reference.Trials[t.Key], metric)).OfType<double>(),
    ];

    private static double? Result(TrialRow trial, string metric) =>
        trial.Measurements.TryGetValue(metric, out var found) && found.Rejection is null && double.IsFinite(found.Value) ? found.Value : null;

    private static bool Same(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(a => other.TryGetValue(a.Key, out var value) && value == a.Value);

    /// <param name="Trials">By the value of the axis that goes.</param>
    private sealed record Group(Dictionary<string, string> Axes, Dictionary<string, TrialRow> Trials);
}

/// <param name="Axes">Null where the trials do not have the axis.</param>
/// <param name="Values">In the order of the metrics; null where no trial has a result.</param>
/// <param name="Differences">Likewise, from the trials compared with; null where there is no pair.</param>
public sealed record SpreadRow(ImmutableArray<string?> Axes, int Trials, ImmutableArray<Spread?> Values, ImmutableArray<Spread?> Differences);
