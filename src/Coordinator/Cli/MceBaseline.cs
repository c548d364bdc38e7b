using System.Globalization;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>What <c>results --mce-baseline</c> names.</summary>
internal static class MceBaseline
{
    private const string Flag = "--mce-baseline";

    /// <param name="name"><c>alexnet</c>, the number of a trial, or AXIS=VALUE.</param>
    /// <returns>The trials with their corruption errors over those of the baseline.</returns>
    /// <exception cref="UsageException">There is no such baseline, or it cannot be divided by.</exception>
    public static IReadOnlyList<TrialRow> Compare(IReadOnlyList<TrialRow> trials, string name)
    {
        var baseline = name == "alexnet" ? CorruptionBaseline.AlexNet : CorruptionBaseline.Of(Named(trials, name));
        if (baseline.Errors.IsEmpty)
            throw new UsageException($"adasap: {Flag}: {name} has no corruption accuracies; 'corruptions' under 'evaluation' of the sweep file asks for them, 'adasap apply SWEEP' adds them");
        if (baseline.Errors.FirstOrDefault(e => e.Value <= 0) is { Key: { } kind })
            throw new UsageException($"adasap: {Flag}: {name} makes no error under {kind}, so no error can be given as a share of it");
        return [.. trials.Select(baseline.Compare)];
    }

    private static List<TrialRow> Named(IReadOnlyList<TrialRow> trials, string name)
    {
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return [trials.FirstOrDefault(t => t.Number == number) ?? throw new UsageException($"adasap: {Flag}: there is no trial {number}; 'adasap results' lists them")];
        if (name.Split('=', 2) is not [var axis, var value])
            throw new UsageException($"adasap: {Flag}: '{name}' is no baseline; expected alexnet, a trial's number, or AXIS=VALUE, as method=sgd");
        var axes = trials.SelectMany(ResultsTable.AxesOf).ToLookup(a => a.Key, a => ResultsCsv.Text(a.Value), StringComparer.Ordinal);
        KnownWord.Require(axis, [.. axes.Select(a => a.Key)], Flag, "axis");
        KnownWord.Require(value, [.. axes[axis].Distinct()], $"{Flag}: {axis}", "value");
        var meant = trials.Where(t => ResultsTable.AxesOf(t).TryGetValue(axis, out var found) && ResultsCsv.Text(found) == value);
        return [.. meant.Where(t => t.Measurements.Keys.Any(name => name.StartsWith("corruption_accuracy.", StringComparison.Ordinal)))];
    }
}
