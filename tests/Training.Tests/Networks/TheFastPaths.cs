using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>Each gives what plain code gives, for every architecture in each of its forms.</summary>
public sealed class TheFastPaths
{
    private const int Side = 16;

    public static TheoryData<string, string> Forms => EveryNetwork.Forms;

    [Theory]
    [MemberData(nameof(Forms))]
    public void WithChannelsLast_OutputsAndGradientsAreThoseOfPlainCode(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 4);
        using var fast = new FastPaths { ChannelsLast = true }.Use();
        foreach (var mode in new[] { BatchNormMode.Eval, BatchNormMode.TrainFrozenStatistics })
        {
            var images = Tiny.Images(3, Side, ScalarType.Float64).requires_grad_(true);
            Agree(network.Forward(images, mode), new PlainNetwork(network, training: mode != BatchNormMode.Eval).Logits(images), [images, .. network.Parameters.Values]);
        }
    }

    /// <summary>Where maps of both kinds meet, each operation is several times slower, and nobody sees why.</summary>
    [Theory]
    [InlineData("resnet8")]
    [InlineData("resnet18")]
    [InlineData("vgg16-bn")]
    [InlineData("mobilenet-v2")]
    public void WithChannelsLast_GradientsLieSoToo(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture), seed: 4, ScalarType.Float32);
        using var fast = new FastPaths { ChannelsLast = true }.Use();
        // Large enough that no map shrinks to one pixel, which lies both ways.
        var images = MapLayout.ChannelsLast(Tiny.Images(2, 64)).requires_grad_(true);
        var gradient = autograd.grad([network.Forward(images, BatchNormMode.TrainFrozenStatistics).square().sum()], [images])[0];
        Assert.True(gradient.permute(0, 2, 3, 1).is_contiguous());
        Assert.False(gradient.is_contiguous());
    }

    /// <summary>At their full widths: narrow ones have no wide convolution.</summary>
    [Theory]
    [InlineData("resnet18", "layer4.0.conv1")]
    [InlineData("vgg16-bn", "features.24")]
    public void AWideConvolution_AndWhatFollowsIt_WorksChannelByChannel_AndGivesTheSame(string architecture, string first)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(architecture, seed: 4);
        Assert.Equal(first, network.Blueprint.Layers[network.FirstWide].Name);
        using var fast = new FastPaths { ChannelsLast = true }.Use();
        var images = Tiny.Images(2, Side, ScalarType.Float64).requires_grad_(true);
        Agree(network.Forward(images, BatchNormMode.Eval), new PlainNetwork(network).Logits(images), [images, .. network.Parameters.Values]);
    }

    [Theory]
    [InlineData("resnet20")]
    [InlineData("mobilenet-v1")]
    public void WithoutAWideConvolution_AllMapsLieWithChannelsLast(string architecture)
    {
        using var network = Tiny.RandomNetwork(architecture, seed: 4);
        Assert.Equal(network.Blueprint.Layers.Length, network.FirstWide);
    }

    [Fact]
    public void MapsMadeContiguous_AreTheSame_AndTheirGradientLiesAsTheyDid()
    {
        using var scope = NewDisposeScope();
        var maps = MapLayout.ChannelsLast(rand([2, 3, 5, 6])).requires_grad_(true);
        var contiguous = MapLayout.ChannelsFirst(maps);
        Assert.True(contiguous.is_contiguous());
        Assert.True(contiguous.eq(maps).all().item<bool>());
        var gradient = autograd.grad([contiguous.square().sum()], [maps])[0];
        Assert.True(gradient.eq(maps.mul(2)).all().item<bool>());
        Assert.Equal(maps.stride(), gradient.stride());
    }

    [Theory]
    [InlineData("resnet8", 64, 8)]
    [InlineData("resnet8", 32, 16)]
    [InlineData("resnet18", 32, long.MaxValue)]
    public void Slices_AreForNarrowNetworks_AndAsLargeAsTheCaches(string architecture, int side, long expected)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(architecture, seed: 3);
        Assert.Equal(expected, CacheSlices.Of(network, zeros([1, 3, side, side], ScalarType.Float64)));
    }

    [Fact]
    public void InSlices_OutputsAreThoseOfPlainCode_AndInTheirOrder()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 3);
        using var fast = new FastPaths { CacheSlices = true }.Use();
        using var steady = new SteadyNetwork(network);
        using var frozen = no_grad();
        var images = Tiny.Images(20, 64, ScalarType.Float64);
        Assert.InRange(Tiny.RelativeError(steady.Logits(images), new PlainNetwork(network).Logits(images)), 0, 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PixelsOfMaps_AndTheirGradients_LieAsTheMapsDo(int stride)
    {
        using var scope = NewDisposeScope();
        foreach (var maps in new[] { rand([2, 3, 5, 6]), MapLayout.ChannelsLast(rand([2, 3, 5, 6])) })
        {
            maps.requires_grad_(true);
            var pixels = MapLayout.Pixels(maps, stride);
            Assert.True(pixels.eq(maps.slice(2, 0, 5, stride).slice(3, 0, 6, stride)).all().item<bool>());
            var gradient = autograd.grad([pixels.square().sum()], [maps])[0];
            Assert.Equal(maps.stride(), gradient.stride());
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void WithFoldedBatchNorms_OutputsAndGradientsOfImagesAreThoseOfPlainCode(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 11);
        using var fast = FastPaths.All.Use();
        using var steady = new SteadyNetwork(network);
        var images = Tiny.Images(3, Side, ScalarType.Float64).requires_grad_(true);
        Agree(steady.Logits(images), new PlainNetwork(network).Logits(images), [images]);
    }

    [Fact]
    public void Folding_LeavesNoBatchNormBehindThatFollowsAConvolution_AndOthersAlone()
    {
        using var scope = NewDisposeScope();
        using var plain = Tiny.RandomNetwork("resnet8", seed: 1);
        using var before = Tiny.RandomNetwork("preact-resnet18", seed: 1);
        using (var folded = SteadyWeights.Of(plain, fold: true, plain.Type)) Assert.All(plain.Blueprint.Layers.OfType<BatchNorm>(), norm => Assert.True(folded.Has(norm)));
        using (var folded = SteadyWeights.Of(before, fold: true, before.Type)) Assert.Contains(before.Blueprint.Layers.OfType<BatchNorm>(), norm => !folded.Has(norm));
    }

    /// <summary>What is folded is a copy: to a change of the weights it is blind, so nothing that moves them may use it.</summary>
    [Fact]
    public void ASteadyNetwork_KeepsTheWeightsThatItWasMadeOf_OnlyWhereItFolds()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 1);
        var images = Tiny.Images(2, 8, ScalarType.Float64);
        using var plain = new SteadyNetwork(network);
        SteadyNetwork folded;
        using (FastPaths.All.Use()) folded = new(network);
        using (folded)
        using (no_grad())
        {
            var before = network.Forward(images, BatchNormMode.Eval);
            network.Parameters["conv1.weight"].mul_(2);
            Assert.True(plain.Logits(images).eq(network.Forward(images, BatchNormMode.Eval)).all().item<bool>());
            Assert.InRange(Tiny.RelativeError(folded.Logits(images), before), 0, 1e-11);
        }
    }

    [Fact]
    public void BelongToTheThread_AndEndWhereTheyWereBegun()
    {
        using (FastPaths.All.Use())
        {
            using (FastPaths.None.Use()) Assert.Same(FastPaths.None, FastPaths.Current);
            Assert.Same(FastPaths.All, FastPaths.Current);
            FastPaths? other = null;
            var thread = new Thread(() => other = FastPaths.Current);
            thread.Start();
            thread.Join();
            Assert.Same(FastPaths.None, other);
        }
        Assert.Same(FastPaths.None, FastPaths.Current);
    }

    private static void Agree(Tensor actual, Tensor expected, Tensor[] sources)
    {
        Assert.InRange(Tiny.RelativeError(actual, expected), 0, 1e-11);
        var labels = Tiny.Labels((int)actual.shape[0]);
        var gradients = autograd.grad([nn.functional.cross_entropy(actual, labels)], sources);
        var plain = autograd.grad([nn.functional.cross_entropy(expected, labels)], sources);
        var size = plain.Max(g => g.abs().max().item<double>());
        Assert.True(size > 0);
        foreach (var (gradient, other) in gradients.Zip(plain)) Assert.InRange((gradient - other).abs().max().item<double>() / size, 0, 1e-9);
    }
}
