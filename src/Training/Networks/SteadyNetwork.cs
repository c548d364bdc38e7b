using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// A network in evaluation mode whose weights stay as they are while this lives, for attacks and evaluations: gradients flow to the images, none to a parameter.
/// With <see cref="FastPaths.FoldBatchNorm"/>, and under <see cref="Autocast"/>, it works on a copy of the weights, else on the network's own.
/// Slices of a batch are for passes without gradients alone: what is kept for a gradient fills the caches whatever a slice holds.
/// </summary>
internal sealed class SteadyNetwork : IDisposable
{
    private readonly Network _network;
    private readonly ScalarType _type;
    private readonly SteadyWeights? _weights;
    private readonly bool _slices;
    private (long Height, long Width, long Images)? _slice;

    public SteadyNetwork(Network network)
    {
        _network = network;
        _type = Autocast.Current ?? network.Type;
        var fold = FastPaths.Current.FoldBatchNorm;
        _weights = fold || _type != network.Type ? SteadyWeights.Of(network, fold, _type) : null;
        _slices = FastPaths.Current.CacheSlices;
    }

    /// <param name="images">(N, 3, H, W) in [0, 1], on the network's device and of its type.</param>
    /// <returns>Logits (N, classes).</returns>
    public Tensor Logits(Tensor images)
    {
        var (count, slice) = (images.shape[0], _slices && !is_grad_enabled() ? SliceOf(images) : long.MaxValue);
        if (count <= slice) return _network.Forward(images, _type, _weights);
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (var first = 0L; first < count; first += slice) parts.Add(_network.Forward(images.narrow(0, first, Math.Min(slice, count - first)), _type, _weights));
        return cat(parts).MoveToOuterDisposeScope();
    }

    private long SliceOf(Tensor images)
    {
        if (_slice is not { } known || (known.Height, known.Width) != (images.shape[2], images.shape[3]))
            _slice = known = (images.shape[2], images.shape[3], CacheSlices.Of(_network, images));
        return known.Images;
    }

    public void Dispose() => _weights?.Dispose();
}
