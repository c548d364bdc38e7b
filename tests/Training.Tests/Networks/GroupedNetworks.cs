using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Optimizers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>Parameters in one buffer are the same leaves as parameters on their own, before and after a cut.</summary>
public sealed class GroupedNetworks : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("resnet20")]
    [InlineData("mobilenet-v2")]
    [InlineData("vgg8-bn")]
    public void HaveTheSameParametersGradientsAndOrder(string architecture)
    {
        using Network plain = Tiny.RandomNetwork(Tiny.Narrow(architecture), seed: 2), grouped = Tiny.RandomNetwork(Tiny.Narrow(architecture), seed: 2);
        grouped.Group();
        Assert.Equal(plain.Parameters.Keys, grouped.Parameters.Keys);
        foreach (var (name, parameter) in grouped.Parameters)
        {
            Assert.True(parameter.is_leaf);
            Assert.True(parameter.requires_grad);
            Same(plain.Parameters[name], parameter);
        }
        var images = Tiny.Images(3, 8, ScalarType.Float64);
        foreach (var (gradient, other) in Gradients(plain, images).Zip(Gradients(grouped, images))) Same(gradient, other);
    }

    [Fact]
    public void HaveOneBufferInWhichEveryTensorIsAligned()
    {
        using var network = Tiny.RandomNetwork(Tiny.Narrow("vgg8-bn"), seed: 2, ScalarType.Float32);
        network.Group();
        var (layout, buffer) = (network.Grouped!.Layout, network.Grouped!.Buffer);
        Assert.InRange(layout.Length, network.Parameters.Values.Sum(p => p.numel()) + 1, network.Parameters.Values.Sum(p => p.numel() + 15));
        foreach (var parameter in network.Parameters.Values) Assert.Equal(0, parameter.storage_offset() * sizeof(float) % 64);
        Assert.Equal(network.Parameters.Keys.Order(), layout.Blocks.SelectMany(block => block.Names).Order());

        using var noGrad = no_grad();
        buffer.fill_(2);
        Assert.All(network.Parameters.Values, parameter => Assert.True(parameter.eq(2).all().item<bool>()));
    }

    [Fact]
    public void GatherTensorsWhateverTheirStrides()
    {
        using var network = Tiny.RandomNetwork(Tiny.Narrow("mobilenet-v2"), seed: 2);
        network.Group();
        var layout = network.Grouped!.Layout;
        var drawn = network.Parameters.ToDictionary(p => p.Key, p => randn(p.Value.shape, ScalarType.Float64));
        var gathered = layout.Gather(name => drawn[name] is { Dimensions: 4 } maps ? MapLayout.ChannelsLast(maps) : null, rest: 7);
        foreach (var name in layout.Names)
        {
            var view = layout.View(gathered, name);
            Assert.True(view.eq(drawn[name].Dimensions == 4 ? drawn[name] : full_like(drawn[name], 7)).all().item<bool>());
        }
    }

    [Fact]
    public void AreLaidOutAnewByACut_AndMomentumAlong()
    {
        using Network plain = Tiny.RandomNetwork("resnet8", seed: 2), grouped = Tiny.RandomNetwork("resnet8", seed: 2);
        using SgdMomentum apart = new(Settings), together = new(Settings);
        grouped.Group();
        var before = grouped.Grouped;
        for (var step = 0; step < 3; step++)
        {
            var gradients = plain.Parameters.ToDictionary(p => p.Key, p => randn(p.Value.shape, ScalarType.Float64));
            apart.Step(plain.Parameters, gradients, .1);
            together.Step(grouped.Grouped!, gradients, .1);
            var cut = plain.Blueprint.Groups.ToDictionary(g => g.Name, g => (IReadOnlyCollection<int>)[step, step + 2]);
            ChannelSurgery.Remove(plain, cut, apart.Buffers);
            ChannelSurgery.Remove(grouped, cut, together.Buffers);
            Assert.NotSame(before, grouped.Grouped);
            foreach (var (name, parameter) in plain.Parameters)
            {
                Same(parameter, grouped.Parameters[name]);
                Same(apart.Buffers[name], together.Buffers[name]);
            }
        }
    }

    [Fact]
    public void LeaveNothingBehind()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        using (var network = Tiny.RandomNetwork("resnet8", seed: 2))
        {
            network.Group();
            network.Group();
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Tiny.Numbers(expected), Tiny.Numbers(actual));
    }

    private static OptimizerSettings Settings { get; } =
        new() { LearningRate = .1, Momentum = .9, WeightDecay = 5e-4, Schedule = LearningRateSchedules.Constant };

    private static IList<Tensor> Gradients(Network network, Tensor images) =>
        autograd.grad([network.Forward(images, BatchNormMode.TrainFrozenStatistics).square().sum()], [.. network.Parameters.Values]);
}
