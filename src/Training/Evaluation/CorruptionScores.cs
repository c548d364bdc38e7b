namespace AdaSapSweep.Training.Evaluation;

/// <summary>Accuracies of kinds at severities, and their means: over severities first, then over kinds.</summary>
internal sealed class CorruptionScores
{
    private readonly Dictionary<string, List<double>> _ofKinds = new(StringComparer.Ordinal);

    public void Add(string kind, double accuracy)
    {
        if (!_ofKinds.TryGetValue(kind, out var ofKind)) _ofKinds.Add(kind, ofKind = []);
        ofKind.Add(accuracy);
    }

    public double Of(string kind) => _ofKinds[kind].Average();

    /// <summary>Over all kinds that there are.</summary>
    public double Mean => _ofKinds.Keys.Average(Of);

    /// <returns>Null when one of the kinds is missing: a mean over fewer would go by the same name.</returns>
    public double? MeanOf(IReadOnlyList<string> kinds) => kinds.All(_ofKinds.ContainsKey) ? kinds.Average(Of) : null;
}
