using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Optimizers;

/// <summary>
/// v = momentum v + (g + weight decay w); w = w - lr v. Weight decay acts on every parameter, biases and batch norms too. The buffers
/// start at zero, carry the parameters' names, and are cut and masked along with them.
/// </summary>
public sealed class SgdMomentum(OptimizerSettings settings) : IDisposable
{
    private readonly Dictionary<string, Tensor> _buffers = new(StringComparer.Ordinal);
    private (ParameterLayout Layout, Tensor Buffer)? _grouped;

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
            Move(parameter, buffer, gradients[name], learningRate);
        }
    }

    /// <summary>The same over all parameters at once, with the same numbers. The buffers then are views of one.</summary>
    internal void Step(GroupedParameters parameters, IReadOnlyDictionary<string, Tensor> gradients, double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var layout = parameters.Layout;
        Move(parameters.Buffer, Grouped(layout) ?? Lay(layout, zeros_like(parameters.Buffer)), layout.Gather(name => gradients[name]), learningRate);
    }

    /// <returns>All buffers in one; null before the first step.</returns>
    internal Tensor? Grouped(ParameterLayout layout)
    {
        if (_buffers.Count == 0) return null;
        if (_grouped is var (own, all) && own == layout) return all;
        // They come one by one from a checkpoint, and from a cut, which lays out the parameters anew.
        using var scope = NewDisposeScope();
        return Lay(layout, layout.Gather(_buffers.GetValueOrDefault));
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
        _grouped?.Buffer.Dispose();
        _grouped = null;
    }

    private Tensor Lay(ParameterLayout layout, Tensor all)
    {
        Dispose();
        foreach (var name in layout.Names) _buffers.Add(name, layout.View(all, name).DetachFromDisposeScope());
        _grouped = (layout, all.DetachFromDisposeScope());
        return all;
    }

    private void Move(Tensor parameter, Tensor buffer, Tensor gradient, double learningRate)
    {
        buffer.mul_(settings.Momentum);
        buffer.add_(gradient);
        if (settings.WeightDecay != 0) buffer.add_(parameter, settings.WeightDecay);
        parameter.add_(buffer, -learningRate);
    }
}
