using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Criteria;

/// <summary>
/// Scores that know nothing, uniform in [0, 1): what a criterion has to beat. They stay the same from cut to cut, and follow from the seed
/// and the widths alone, so nothing of them need be kept.
/// </summary>
/// <param name="seed">Of the stage.</param>
public sealed class RandomScores(long seed) : IDisposable
{
    private readonly Dictionary<string, Tensor> _scores = new(StringComparer.Ordinal);
    private Blueprint? _drawnFor;

    /// <returns>By group: (channels). They belong to this object.</returns>
    public IReadOnlyDictionary<string, Tensor> Of(Network network)
    {
        var blueprint = network.Blueprint;
        if (ReferenceEquals(_drawnFor, blueprint)) return _scores;
        Dispose();
        // Each cut leaves fewer channels, and so draws anew.
        var random = SplitMix64.For(seed, blueprint.Widths.Values.Sum(w => (long)w));
        using var scope = NewDisposeScope();
        foreach (var group in blueprint.Groups)
        {
            var draws = new double[blueprint.Widths[group.Name]];
            for (var c = 0; c < draws.Length; c++) draws[c] = random.NextDouble();
            _scores.Add(group.Name, tensor(draws).to(network.Type).to(network.Device, copy: true).DetachFromDisposeScope());
        }
        _drawnFor = blueprint;
        return _scores;
    }

    public void Dispose()
    {
        foreach (var score in _scores.Values) score.Dispose();
        _scores.Clear();
    }
}
