using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Averaging;

/// <summary>
/// The mean of a network's weights over epochs (Izmailov et al., UAI 2018), in a network of its own. Running statistics are not averaged: see
/// <see cref="StatisticsPass"/>.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    /// <summary>Null before the first call of <see cref="Add"/>.</summary>
    public Network? Network { get; private set; }

    /// <summary>Networks in the mean.</summary>
    public int Count { get; private set; }

    /// <summary>W = W + (w - W) / (n + 1); the first network is copied.</summary>
    /// <param name="mask">Held on the mean as well: a mean over moving masks would be denser than any of them. Null: dense.</param>
    public void Add(Network network, SparseMask? mask)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Network ??= NetworkTensors.Restore(network.Blueprint, NetworkTensors.Of(network), network.Device, network.Type);
        var mean = Network.Parameters;
        if (Count > 0)
            foreach (var (name, weight) in network.Parameters) mean[name].add_(weight.sub(mean[name]), 1.0 / (Count + 1));
        mask?.Apply(name => mean[name], _ => null);
        Count++;
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="network">Taken over.</param>
    public void Restore(Network network, int count)
    {
        Dispose();
        (Network, Count) = (network, count);
    }

    public void Dispose() => Network?.Dispose();
}
