using System.Collections.Immutable;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>A number at an epoch, over trials that differ by the seed.</summary>
/// <param name="Epoch">From 1, counted on over the stages of a trial's path.</param>
/// <param name="Kind">Of the stage.</param>
/// <param name="Within">The epoch within the stage.</param>
/// <param name="Value">Null where no trial has a finite number.</param>
internal readonly record struct CurvePoint(int Epoch, string Kind, int Within, Spread? Value);

/// <summary>What epochs reported, of trials that differ by the seed.</summary>
/// <param name="Name">Of the settings.</param>
/// <param name="Trials">How many are in the means.</param>
/// <param name="Curves">By name of the number; points by epoch.</param>
internal sealed record EpochCurves(string Name, int Trials, ImmutableSortedDictionary<string, ImmutableArray<CurvePoint>> Curves)
{
    /// <param name="trials">Rows of each trial, along its path.</param>
    /// <param name="names">Of the numbers that matter.</param>
    public static EpochCurves Of(string name, IReadOnlyList<IReadOnlyList<EpochRow>> trials, IReadOnlyCollection<string> names)
    {
        var found = new SortedDictionary<(string Name, int Epoch), (string Kind, int Within, List<double> Values)>();
        foreach (var rows in trials)
        {
            var before = 0;
            foreach (var stage in rows.GroupBy(r => r.Stage))
            {
                foreach (var row in stage.Where(r => names.Contains(r.Name)))
                {
                    if (!found.TryGetValue((row.Name, before + row.Epoch), out var at)) found.Add((row.Name, before + row.Epoch), at = (row.Kind, row.Epoch, []));
                    if (double.IsFinite(row.Value)) at.Values.Add(row.Value);
                }
                before += stage.Max(r => r.Epoch);
            }
        }
        return new(name, trials.Count(t => t.Count > 0), found
            .GroupBy(f => f.Key.Name)
            .ToImmutableSortedDictionary(g => g.Key, g => g.Select(f => new CurvePoint(f.Key.Epoch, f.Value.Kind, f.Value.Within, Spread.Of(f.Value.Values))).ToImmutableArray(), StringComparer.Ordinal));
    }
}
