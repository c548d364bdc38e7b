using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Stages;

/// <summary>
/// A copy of the network of the epoch that was best by validation: the first whose accuracy, robust where that is measured, no earlier epoch
/// reached ("Sparsity Winning Twice", best by validation).
/// </summary>
internal sealed class BestNetwork : IDisposable
{
    private Network? _network;
    private double _accuracy = double.NegativeInfinity;

    /// <summary>Null before the first epoch.</summary>
    public Network? Network => _network;

    /// <summary>From 1; 0 before the first epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>Copies the network if it is better than all before it.</summary>
    /// <param name="metrics">Of the epoch, validation among them.</param>
    public void Look(int epoch, IReadOnlyDictionary<string, double> metrics, Network network)
    {
        var accuracy = AccuracyIn(metrics);
        if (!(accuracy > _accuracy)) return;
        Take(epoch, accuracy, Copy(network));
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="history">Of the epochs done.</param>
    /// <param name="network">Taken over.</param>
    public void Restore(IReadOnlyList<EpochValue> history, Network network)
    {
        var (epoch, best) = (0, double.NegativeInfinity);
        foreach (var values in history.GroupBy(v => v.Epoch).OrderBy(e => e.Key))
        {
            var accuracy = AccuracyIn(values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal));
            if (accuracy > best) (epoch, best) = (values.Key, accuracy);
        }
        Take(epoch, best, network);
    }

    public void Dispose() => _network?.Dispose();

    private static double AccuracyIn(IReadOnlyDictionary<string, double> metrics) =>
        metrics.TryGetValue(EpochMetrics.ValidationRobustAccuracy, out var robust) ? robust : metrics[EpochMetrics.ValidationAccuracy];

    private static Network Copy(Network network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        return NetworkTensors.Restore(network.Blueprint, NetworkTensors.Of(network), network.Device, network.Type);
    }

    private void Take(int epoch, double accuracy, Network network)
    {
        _network?.Dispose();
        (_network, Epoch, _accuracy) = (network, epoch, accuracy);
    }
}
