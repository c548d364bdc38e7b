using AdaSapSweep.Stages;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Masks;

public class A_mask_by_synflow
{
    /// <summary>At full width: outputs of the deep ones leave the range of float32, and values of MobileNet-V2 leave that of ReLU6.</summary>
    [Theory]
    [InlineData(Architectures.ResNet56, 0)]
    [InlineData(Architectures.Vgg8, 0)]
    [InlineData(Architectures.MobileNetV2, 0)]
    [InlineData(Architectures.PreActResNet18, 1)] // little flows through its projections beside the convolutions
    public void Is_exact_and_empties_no_layer(string architecture, int least)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network(architecture, type: ScalarType.Float32);
        var rounds = 0;
        var keep = SynapticFlow.Keep(network, side: 8, .9, rounds: 3, least, () => rounds++);
        var count = keep.Sum(layer => layer.Length);
        Assert.Equal(network.PrunableWeights.Select(w => w.Weight.numel()), keep.Select(layer => (long)layer.Length));
        Assert.Equal((3, Magnitudes.RoundedShare(.9, count)), (rounds, keep.Sum(layer => layer.Count(kept => !kept))));
        Assert.All(keep, layer => Assert.Contains(true, layer));
    }

    [Fact]
    public void In_one_round_keeps_the_highest_scores_of_the_network_without_signs()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 2);
        var keep = SynapticFlow.Keep(network, side: 8, .7, rounds: 1, least: 0, () => { });

        var blueprint = network.Blueprint with { Normalisation = InputNormalisation.None };
        using var positive = new Network(blueprint, declared => network[declared.Name].detach().abs(), CPU, ScalarType.Float64);
        Tensor[] weights = [.. positive.PrunableWeights.Select(w => w.Weight)];
        var total = positive.Forward(ones([1, 3, 8, 8], ScalarType.Float64), BatchNormMode.Eval).sum();
        double[][] scores = [.. weights.Zip(autograd.grad([total], weights), (w, g) => Tiny.Numbers(w.mul(g).abs()))];
        var limit = scores.SelectMany(s => s).Order().ElementAt(Magnitudes.RoundedShare(.7, scores.Sum(s => s.Length)));
        Assert.Equal(scores.SelectMany(s => s).Select(s => s >= limit), keep.SelectMany(k => k));
    }

    [Fact]
    public void Scores_anew_after_each_round_and_brings_nothing_back()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network("resnet8");
        bool[] Kept(double sparsity, int rounds) => [.. SynapticFlow.Keep(network, 8, sparsity, rounds, 0, () => { }).SelectMany(k => k)];
        // The first of two rounds keeps the root of the share.
        var half = Kept(1 - Math.Sqrt(.04), 1);
        var (two, one) = (Kept(.96, 2), Kept(.96, 1));
        Assert.All(two.Zip(half), pair => Assert.True(pair.Second || !pair.First));
        Assert.NotEqual(one, two);
    }

    [Fact]
    public void Leaves_the_network_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 3);
        var before = network.Parameters.Concat(network.Statistics).ToDictionary(t => t.Key, t => Tiny.Numbers(t.Value));
        SynapticFlow.Keep(network, 8, .5, 2, 1, () => { });
        Assert.All(before, t => Assert.Equal(t.Value, Tiny.Numbers(network[t.Key])));
        Assert.Equal(0, network.BatchesTracked);
    }
}
