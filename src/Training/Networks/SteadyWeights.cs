using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// What the convolutions and linear layers of a network in evaluation mode compute with, made once: batch norms computed into the convolutions before them, w' = w
/// gamma / sqrt(var + eps), b' = beta + (b - mean) gamma / sqrt(var + eps), and all of it in another type. A copy of the weights as they are; no gradient reaches them.
/// </summary>
internal sealed class SteadyWeights : IDisposable
{
    private readonly Dictionary<string, (Tensor Weight, Tensor? Shift)> _layers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _norms = new(StringComparer.Ordinal);
    private readonly ScalarType _type;

    private SteadyWeights(ScalarType type) => _type = type;

    /// <param name="fold">Whether batch norms go into convolutions; layers without one stay the network's own where the type is too.</param>
    /// <param name="type">That the layers compute in.</param>
    public static SteadyWeights Of(Network network, bool fold, ScalarType type)
    {
        var steady = new SteadyWeights(type);
        try
        {
            using var frozen = no_grad();
            if (fold)
                foreach (var (convolution, norm) in Pairs(network.Blueprint)) steady.Fold(network, convolution, norm);
            if (type != network.Type)
                foreach (var layer in network.Blueprint.Layers.Where(layer => layer is Convolution or Linear).Cast<WeightedLayer>()) steady.Cast(network, layer);
            return steady;
        }
        catch
        {
            steady.Dispose();
            throw;
        }
    }

    /// <summary>Whether the norm is within the convolution before it.</summary>
    public bool Has(BatchNorm norm) => _norms.Contains(norm.Name);

    /// <summary>What the layer computes with; null: the network's own.</summary>
    public (Tensor Weight, Tensor? Shift)? Of(WeightedLayer layer) => _layers.TryGetValue(layer.Name, out var found) ? found : null;

    public void Dispose()
    {
        foreach (var (weight, shift) in _layers.Values)
        {
            weight.Dispose();
            shift?.Dispose();
        }
        _layers.Clear();
    }

    /// <returns>Convolutions whose result a batch norm reads, and nothing else.</returns>
    private static IEnumerable<(Convolution Convolution, BatchNorm Norm)> Pairs(Blueprint blueprint)
    {
        var readers = blueprint.Layers.SelectMany(layer => layer.Reads.Select(value => (value, layer))).ToLookup(r => r.value, r => r.layer);
        foreach (var convolution in blueprint.Layers.OfType<Convolution>())
        {
            if (readers[convolution.Output].ToList() is [BatchNorm norm]) yield return (convolution, norm);
        }
    }

    private void Fold(Network network, Convolution convolution, BatchNorm norm)
    {
        using var scope = NewDisposeScope();
        var scale = network[norm.Weight].div(network[norm.RunningVariance].add(ForwardPass.NormEpsilon).sqrt());
        var mean = network[norm.RunningMean];
        var centre = convolution.Bias ? network[convolution.Shift].sub(mean) : mean.neg();
        Keep(convolution, network[convolution.Weight].mul(scale.reshape(-1, 1, 1, 1)), network[norm.Shift].add(centre.mul(scale)));
        _norms.Add(norm.Name);
    }

    private void Cast(Network network, WeightedLayer layer)
    {
        if (_layers.ContainsKey(layer.Name)) return;
        using var scope = NewDisposeScope();
        Keep(layer, network[layer.Weight], layer is Convolution { Bias: false } ? null : network[layer.Shift]);
    }

    private void Keep(WeightedLayer layer, Tensor weight, Tensor? shift) =>
        _layers.Add(layer.Name, (weight.to(_type).DetachFromDisposeScope(), shift?.to(_type).DetachFromDisposeScope()));
}
