using AdaSapSweep.Stages;
using AdaSapSweep.Training.Averaging;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Averaging;

/// <summary>Worked example E15.</summary>
public sealed class AveragedWeights : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void AreTheMeanOfThoseTakenIn()
    {
        using var average = new WeightAverage();
        using var network = OneNorm();
        (double, double)[] weights = [(1, 2), (3, -2), (5, 3)], means = [(1, 2), (2, 0), (3, 1)];
        foreach (var ((gamma, beta), (meanGamma, meanBeta)) in weights.Zip(means))
        {
            Set(network.Parameters["bn.weight"], gamma);
            Set(network.Parameters["bn.bias"], beta);
            Set(network.Statistics["bn.running_mean"], gamma);
            average.Add(network, null);
            Close.To([meanGamma, meanGamma], average.Network!.Parameters["bn.weight"], 1e-12);
            Close.To([meanBeta, meanBeta], average.Network.Parameters["bn.bias"], 1e-12);
            Close.To([1, 1], average.Network.Statistics["bn.running_mean"], 1e-12);
        }
        Assert.Equal(3, average.Count);
    }

    [Fact]
    public void StayUnderTheMaskOfTheDay()
    {
        using var average = new WeightAverage();
        using var network = OneNorm();
        using var mask = SparseMask.Restore([("linear.weight", network.Parameters["linear.weight"])], new Dictionary<string, Tensor> { ["linear.weight"] = tensor(new byte[] { 1, 0, 0, 1 }) });
        Set(network.Parameters["linear.weight"], 2);
        average.Add(network, null);
        average.Add(network, mask);
        Close.To([2, 0, 0, 2], average.Network!.Parameters["linear.weight"], 1e-12);
    }

    /// <summary>Batches {1, 2, 3, 6} and {10, 14}: an average of batches alike would have 7.5 and 6.333333, all six images together 26.</summary>
    [Fact]
    public void HaveStatisticsOfBatchesWeightedByTheirImages()
    {
        using var network = OneNorm();
        Set(network.Statistics["bn.running_mean"], 100);
        Set(network.Statistics["bn.running_var"], 100);
        network.BatchesTracked = 7;
        var pass = new StatisticsPass(network);
        pass.Add(Images(1, 2, 3, 6));
        pass.Add(Images(10, 14));
        Close.To([6, 6], network.Statistics["bn.running_mean"], 1e-12);
        Close.To([5.777778, 5.777778], network.Statistics["bn.running_var"]);
        Assert.Equal(2, network.BatchesTracked);
    }

    /// <summary>A batch norm over two copies of the first channel.</summary>
    private static Network OneNorm()
    {
        var network = Network.Create(
            Blueprint.Create(
                new NetworkIdentity("norm", Stems.Cifar, 2, InputNormalisation.None), Initialisation.He,
                [
                    new Convolution("conv", 0, 1, null, "a", Kernel: 1, Stride: 1), new BatchNorm("bn", 1, 2, "a", Activation.None),
                    new GlobalAverage("pool", 2, 3, "a"), new Linear("linear", 3, 4, "a"),
                ],
                new Dictionary<string, int> { ["a"] = 2 }),
            seed: 1, CPU, ScalarType.Float64);
        using var frozen = no_grad();
        network.Parameters["conv.weight"].copy_(tensor([1.0, 0, 0, 1, 0, 0], [2, 3, 1, 1]));
        return network;
    }

    private static Tensor Images(params double[] pixels) => tensor(pixels, [pixels.Length, 1, 1, 1]).expand(pixels.Length, 3, 1, 1);

    private static void Set(Tensor tensor, double value)
    {
        using var frozen = no_grad();
        tensor.fill_(value);
    }
}
