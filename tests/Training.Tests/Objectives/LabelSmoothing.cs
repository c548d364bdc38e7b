using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Objectives;
using AdaSapSweep.Training.Stages;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Objectives;

public sealed class LabelSmoothing
{
    /// <summary>Worked example E16: (1 - e) at the label plus e / K everywhere; e / (K - 1) elsewhere would be .562030016.</summary>
    [Theory]
    [InlineData(0, .417030016)]
    [InlineData(.1, .513696683)]
    public void SpreadsItsShareOverAllClasses(double share, double expected)
    {
        using var scope = NewDisposeScope();
        using var network = Constant([2, 1, .1]);
        var part = new BatchPart(tensor(new[] { 0L }), null, 1) { Images = zeros([1, 3, 2, 2], ScalarType.Float64) };

        var (loss, logits) = new CrossEntropyObjective(network, null, share).Of(part, BatchNormMode.Train);

        Assert.Equal(expected, loss.item<double>(), 1e-9);
        Close.To([2, 1, .1], logits, 1e-12);
    }

    private static Network Constant(double[] logits)
    {
        var network = Network.Create(
            Blueprint.Create(
                new NetworkIdentity("constant", Stems.Cifar, logits.Length, InputNormalisation.None), Initialisation.He,
                [new Convolution("conv", 0, 1, null, "a", Kernel: 1, Stride: 1), new GlobalAverage("pool", 1, 2, "a"), new Linear("linear", 2, 3, "a")],
                new Dictionary<string, int> { ["a"] = 2 }),
            seed: 1, CPU, ScalarType.Float64);
        using var frozen = no_grad();
        network.Parameters["linear.weight"].zero_();
        network.Parameters["linear.bias"].copy_(tensor(logits));
        return network;
    }
}
