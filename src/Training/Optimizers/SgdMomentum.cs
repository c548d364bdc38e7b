using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Optimizers;

/// <summary>
/// v = momentum v + (g + weight decay w); w = w - lr v. Weight decay acts on every parameter, biases and batch norms too. The buffers
/// start at zero, carry the parameters' names, and are cut and masked along with them.
/// </summary>
public sealed class SgdMomentum(OptimizerSettings settings) : IDisposable
{
    private readonly Dictionary<string, Tensor> _buffers = new(StringComparer.Ordinal);

    /// <summary>v by parameter; empty before the first step.</summary>
    public IDictionary<string, Tensor> Buffers => _buffers;

    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradients">One for each parameter.</param>
    public void Step(IReadOnlyDictionary<string, Tensor> parameters, IReadOnlyDictionary<string, Tensor> gradients, double learningRate)
    {
        using var noGrad = no_grad();
        foreach (var (name, parameter) in parameters)
        {
            if (!_buffers.TryGetValue(name, out var buffer)) _buffers.Add(name, buffer = zeros_like(parameter).DetachFromDisposeScope());
            buffer.mul_(settings.Momentum);
            buffer.add_(gradients[name]);
            if (settings.WeightDecay != 0) buffer.add_(parameter, settings.WeightDecay);
            parameter.add_(buffer, -learningRate);
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
