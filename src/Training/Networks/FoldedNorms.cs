using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// The batch norms of a network in evaluation mode, computed into the convolutions before them: w' = w gamma / sqrt(var + eps), b' = beta + (b - mean) gamma /
/// sqrt(var + eps). A copy of the weights as they are; no gradient reaches them.
/// </summary>
internal sealed class FoldedNorms : IDisposable
{
    private readonly Dictionary<string, (Tensor Weight, Tensor Shift)> _convolutions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _norms = new(StringComparer.Ordinal);

    private FoldedNorms()
    {
    }

    public static FoldedNorms Of(Network network)
    {
        var folded = new FoldedNorms();
        try
        {
            using var frozen = no_grad();
            foreach (var (convolution, norm) in Pairs(network.Blueprint)) folded.Fold(network, convolution, norm);
            return folded;
        }
        catch
        {
            folded.Dispose();
            throw;
        }
    }

    /// <summary>Whether the norm is within the convolution before it.</summary>
    public bool Has(BatchNorm norm) => _norms.Contains(norm.Name);

    /// <summary>What the convolution computes with; null where no norm follows it.</summary>
    public (Tensor Weight, Tensor Shift)? Of(Convolution convolution) => _convolutions.TryGetValue(convolution.Name, out var found) ? found : null;

    public void Dispose()
    {
        foreach (var (weight, shift) in _convolutions.Values)
        {
            weight.Dispose();
            shift.Dispose();
        }
        _convolutions.Clear();
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
        var weight = network[convolution.Weight].mul(scale.reshape(-1, 1, 1, 1));
        _convolutions.Add(convolution.Name, (weight.DetachFromDisposeScope(), network[norm.Shift].add(centre.mul(scale)).DetachFromDisposeScope()));
        _norms.Add(norm.Name);
    }
}
