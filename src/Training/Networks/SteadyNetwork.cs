using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// A network in evaluation mode whose weights stay as they are while this lives, for attacks and evaluations: gradients flow to the images, none to a parameter.
/// With <see cref="FastPaths.FoldBatchNorm"/> it works on a copy of the weights, else on the network's own.
/// </summary>
internal sealed class SteadyNetwork : IDisposable
{
    private readonly Network _network;
    private readonly FoldedNorms? _folded;

    public SteadyNetwork(Network network)
    {
        _network = network;
        _folded = FastPaths.Current.FoldBatchNorm ? FoldedNorms.Of(network) : null;
    }

    /// <param name="images">(N, 3, H, W) in [0, 1], on the network's device and of its type.</param>
    /// <returns>Logits (N, classes).</returns>
    public Tensor Logits(Tensor images) => _network.Forward(images, _folded);

    public void Dispose() => _folded?.Dispose();
}
