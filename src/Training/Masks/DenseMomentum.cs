using static TorchSharp.torch;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// Momentum of the dense gradient of masked weights, as if no mask had ever zeroed it: m = momentum m + g. What Sparse Momentum (Dettmers
/// and Zettlemoyer 2019) grows by; the optimizer's own buffers know nothing of masked weights but the gradient of the step just made.
/// </summary>
public sealed class DenseMomentum(double momentum) : IDisposable
{
    private readonly Dictionary<string, Tensor> _buffers = new(StringComparer.Ordinal);

    /// <summary>m by parameter; empty before the first step.</summary>
    public IReadOnlyDictionary<string, Tensor> Buffers => _buffers;

    /// <param name="gradients">Of the step just made, masked positions included; one for each name.</param>
    public void Add(IEnumerable<string> names, IReadOnlyDictionary<string, Tensor> gradients)
    {
        using var noGrad = no_grad();
        foreach (var name in names)
        {
            if (!_buffers.TryGetValue(name, out var buffer)) _buffers.Add(name, buffer = zeros_like(gradients[name]).DetachFromDisposeScope());
            buffer.mul_(momentum);
            buffer.add_(gradients[name]);
        }
    }

    public void Restore(IReadOnlyDictionary<string, Tensor> buffers)
    {
        Dispose();
        foreach (var (name, tensor) in buffers) _buffers.Add(name, tensor.clone().DetachFromDisposeScope());
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers.Values) buffer.Dispose();
        _buffers.Clear();
    }
}
