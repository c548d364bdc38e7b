namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What several trials came to.</summary>
/// <param name="Deviation">Sample standard deviation (n - 1 below); null for a single trial.</param>
public readonly record struct Spread(double Mean, double? Deviation, int Count)
{
    /// <returns>Null without values.</returns>
    public static Spread? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return null;
        var mean = values.Average();
        return new(mean, values.Count == 1 ? null : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)), values.Count);
    }
}
