using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The trial that stands out by one measurement.</summary>
internal static class BestTrial
{
    /// <param name="name">Of the measurement; numbers that were set aside do not count.</param>
    /// <returns>Of the plan's trials; the first one by number where several are equal.</returns>
    /// <exception cref="UsageException">No trial has such a number.</exception>
    public static TrialRow Of(IReadOnlyList<TrialRow> trials, string name, bool lowest)
    {
        var planned = trials.Where(t => !t.Dropped).ToList();
        var with = planned.Where(t => t.Measurements.TryGetValue(name, out var m) && m.Rejection is null && double.IsFinite(m.Value)).OrderBy(t => t.Number).ToList();
        if (with.Count > 0) return lowest ? with.MinBy(t => t.Measurements[name].Value)! : with.MaxBy(t => t.Measurements[name].Value)!;
        var known = planned.SelectMany(t => t.Measurements).Where(m => m.Value.Rejection is null).Select(m => m.Key).Distinct().Order(StringComparer.Ordinal).ToList();
        if (known.Count == 0) throw new UsageException("adasap: --best: the sweep has no results yet; 'adasap status' says how far it is");
        throw new UsageException($"adasap: --best: no trial has a result '{name}'; {(NearestWord.Of(name, known) is { } meant ? $"did you mean '{meant}'?" : $"there are {string.Join(", ", known.Take(20))}")}");
    }
}
