using System.Collections.Immutable;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What corruption errors are measured against.</summary>
/// <param name="Errors">Error of each kind, in [0, 1], as the mean over severities.</param>
/// <param name="CleanError">Error on the clean images; null when it is not known, and then there is no relative mCE.</param>
/// <param name="AllSeverities">Whether only trials that were measured at all five severities can be compared with it.</param>
public sealed record CorruptionBaseline(ImmutableSortedDictionary<string, double> Errors, double? CleanError, bool AllSeverities)
{
    private const string Prefix = "corruption_accuracy.";

    /// <summary>The published errors of AlexNet on ImageNet-C, the 15 kinds of the benchmark (google-research/augmix).</summary>
    public static readonly CorruptionBaseline AlexNet = new(
        CorruptionKinds.Benchmark.Zip((double[])
        [
            .886428, .894468, .922640, .819880, .826268, .785948, .798360, .866816, .826572, .819324, .564592, .853204, .646056, .717840, .606500,
        ]).ToImmutableSortedDictionary(e => e.First, e => e.Second, StringComparer.Ordinal),
        null,
        AllSeverities: true);

    /// <summary>The mean errors of trials; of the kinds that all of them were measured on.</summary>
    public static CorruptionBaseline Of(IReadOnlyList<TrialRow> trials)
    {
        var kinds = CorruptionKinds.All.Where(kind => trials.Count > 0 && trials.All(t => ErrorOf(t, Prefix + kind) is not null));
        return new(
            kinds.ToImmutableSortedDictionary(kind => kind, kind => trials.Average(t => ErrorOf(t, Prefix + kind)!.Value), StringComparer.Ordinal),
            trials.Count > 0 && trials.All(t => ErrorOf(t, "clean_accuracy") is not null) ? trials.Average(t => ErrorOf(t, "clean_accuracy")) : null,
            AllSeverities: false);
    }

    /// <summary>
    /// The trial with what it comes to against this baseline: <c>ce.KIND</c>, the error over the baseline's; <c>mce</c>, its mean over the 15 kinds of the
    /// benchmark (<c>mce_of_N</c> where the baseline has N of them); <c>relative_mce</c>, the same with clean errors subtracted above and below.
    /// Ratios: 1 is as bad as the baseline.
    /// </summary>
    public TrialRow Compare(TrialRow trial)
    {
        var added = trial.Measurements.ToBuilder();
        void Add(string name, double value)
        {
            if (double.IsFinite(value)) added[name] = new(value, IsTiming: false, Rejection: null);
        }

        string[] kinds = [.. CorruptionKinds.Benchmark.Where(Errors.ContainsKey)];
        foreach (var kind in Errors.Keys)
            if (Error(trial, kind) is { } error) Add($"ce.{kind}", error / Errors[kind]);
        if (kinds.Length == 0 || kinds.Any(kind => Error(trial, kind) is null)) return trial with { Measurements = added.ToImmutable() };
        var suffix = kinds.Length == CorruptionKinds.Benchmark.Count ? "" : FormattableString.Invariant($"_of_{kinds.Length}");
        Add("mce" + suffix, kinds.Average(kind => Error(trial, kind)!.Value / Errors[kind]));
        if (CleanError is { } floor && ErrorOf(trial, "clean_accuracy") is { } clean && kinds.All(kind => Errors[kind] > floor))
            Add("relative_mce" + suffix, kinds.Average(kind => (Error(trial, kind)!.Value - clean) / (Errors[kind] - floor)));
        return trial with { Measurements = added.ToImmutable() };
    }

    private double? Error(TrialRow trial, string kind) =>
        AllSeverities && Enumerable.Range(1, 5).Any(s => ErrorOf(trial, FormattableString.Invariant($"{Prefix}{kind}.{s}")) is null)
            ? null
            : ErrorOf(trial, Prefix + kind);

    private static double? ErrorOf(TrialRow trial, string accuracy) =>
        trial.Measurements.TryGetValue(accuracy, out var found) && found.Rejection is null ? 1 - found.Value : null;
}
