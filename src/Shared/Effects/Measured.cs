using System.Collections.Immutable;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Effects;

/// <param name="Axes">Without the seed, with the method.</param>
internal sealed record Measured(string Seed, ImmutableDictionary<string, string> Axes, TrialRow Trial)
{
    /// <returns>Null where there is no result.</returns>
    public double? Value(string metric) =>
        Trial.Measurements.TryGetValue(metric, out var found) && found.Rejection is null && double.IsFinite(found.Value) ? found.Value : null;
}
