using System.Diagnostics;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Flying Bird's update of the whole mask, growth by gradient, always from the same weights, momentum, gradients and mask.</summary>
internal sealed class MaskRow : IDisposable
{
    private const double Sparsity = 0.9;
    public const double Rate = 0.5;

    private readonly Network _network;
    private readonly (string Name, Tensor Weight)[] _weights;
    private readonly Dictionary<string, Tensor> _before = [];
    private readonly Dictionary<string, Tensor> _momentum;
    private readonly Dictionary<string, Tensor> _gradients;
    private readonly bool[][] _flags;

    public MaskRow(Ground ground, TrainingSettings settings)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(5, CPU);
        _network = ground.NetworkOf(settings);
        _weights = [.. _network.PrunableWeights];
        _momentum = Drawn();
        _gradients = Drawn();
        using var mask = SparseMask.Random(_weights, LayerBudgets.Erk, Sparsity, SplitMix64.For(1));
        mask.Apply(name => _network.Parameters[name], name => _momentum[name]);
        _flags = [.. _weights.Select(w => mask.FlagsOf(w.Name))];
        foreach (var (name, weight) in _weights) _before.Add(name, weight.detach().clone().DetachFromDisposeScope());
        File = ground.Write($"mask-{settings.Architecture}", _weights.Zip(_flags).SelectMany(w => Saved(w.First.Name, w.Second)));

        Dictionary<string, Tensor> Drawn() => _weights.ToDictionary(
            w => w.Name, w => randn(w.Weight.shape, generator: generator).to(ground.Device).DetachFromDisposeScope(), StringComparer.Ordinal);
    }

    /// <summary>What the reference begins with.</summary>
    public string File { get; }

    /// <returns>Seconds of each update.</returns>
    public double[] Run(int steps)
    {
        var seconds = new double[steps];
        for (var i = 0; i < steps; i++) Update(out seconds[i]).Dispose();
        return seconds;
    }

    /// <returns>Weights kept after an update, by layer.</returns>
    public Dictionary<string, bool[]> Kept()
    {
        using var mask = Update(out _);
        return _weights.ToDictionary(w => w.Name, w => mask.FlagsOf(w.Name), StringComparer.Ordinal);
    }

    public void Dispose()
    {
        _network.Dispose();
        foreach (var tensor in _before.Values.Concat(_momentum.Values).Concat(_gradients.Values)) tensor.Dispose();
    }

    private SparseMask Update(out double seconds)
    {
        using var noGrad = no_grad();
        foreach (var (name, weight) in _weights) weight.copy_(_before[name]);
        var mask = SparseMask.Of(_weights, [.. _flags.Select(f => (bool[])f.Clone())]);
        var began = Stopwatch.GetTimestamp();
        mask.Update(new MaskChange(Rate), name => _network.Parameters[name], name => _momentum[name], name => _gradients[name], SplitMix64.For(1));
        seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return mask;
    }

    private IEnumerable<(string Name, Tensor Tensor)> Saved(string name, bool[] flags) =>
    [
        ($"weight:{name}", _before[name]), ($"momentum:{name}", _momentum[name]), ($"gradient:{name}", _gradients[name]),
        ($"mask:{name}", tensor(Array.ConvertAll(flags, f => f ? 1f : 0f), _before[name].shape)),
    ];
}
