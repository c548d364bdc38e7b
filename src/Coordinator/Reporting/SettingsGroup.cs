using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>Trials that differ by the seed alone.</summary>
/// <param name="Axes">What varies in the sweep, without the seed and the method.</param>
/// <param name="Trials">By number.</param>
internal sealed record SettingsGroup(string Method, ImmutableSortedDictionary<string, object?> Axes, ImmutableArray<TrialRow> Trials)
{
    public const string Seed = "seed";
    private const string MethodAxis = "method";

    /// <summary>As <c>adasap criterion=l2 size_ratio=0.6</c>.</summary>
    public string Name { get; } = string.Join(' ', [Method, .. Axes.Select(a => $"{a.Key}={ResultsCsv.Text(a.Value)}")]);

    /// <summary>In the order of their first trials.</summary>
    public static ImmutableArray<SettingsGroup> Of(IReadOnlyList<TrialRow> trials)
    {
        var order = new List<(string Method, ImmutableSortedDictionary<string, object?> Axes, List<TrialRow> Trials)>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var trial in trials)
        {
            var axes = ResultsTable.AxesOf(trial).Where(a => a.Key is not (Seed or MethodAxis) && a.Value is not null).ToImmutableSortedDictionary(StringComparer.Ordinal);
            // Names and values may hold anything, but for this sign.
            var key = string.Join('\0', [trial.Method, .. axes.SelectMany(a => new[] { a.Key, ResultsCsv.Text(a.Value) })]);
            if (!known.TryGetValue(key, out var index))
            {
                known.Add(key, index = order.Count);
                order.Add((trial.Method, axes, []));
            }
            order[index].Trials.Add(trial);
        }
        return [.. order.Select(g => new SettingsGroup(g.Method, g.Axes, [.. g.Trials]))];
    }

    /// <summary>Over the trials that succeeded and have that result; null without any.</summary>
    public Spread? Spread(string measurement) => Shared.Store.Results.Spread.Of([.. Trials.Select(t => Result(t, measurement)).OfType<double>()]);

    /// <summary>What a trial that succeeded was measured at; null for what is no result, or not finite.</summary>
    public static double? Result(TrialRow trial, string measurement) =>
        trial.State == TrialState.Succeeded && trial.Measurements.TryGetValue(measurement, out var found) && found.Rejection is null && double.IsFinite(found.Value) ? found.Value : null;
}
