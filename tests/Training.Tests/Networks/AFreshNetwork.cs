using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

public sealed class AFreshNetwork
{
    [Fact]
    public void DependsOnItsSeedAlone()
    {
        using var scope = NewDisposeScope();
        using var first = Tiny.Network(seed: 5);
        manual_seed(99);
        using var second = Tiny.Network(seed: 5);
        using var other = Tiny.Network(seed: 6);
        Assert.All(first.Parameters, p => Assert.Equal(Tiny.Numbers(p.Value), Tiny.Numbers(second.Parameters[p.Key])));
        Assert.NotEqual(Tiny.Numbers(first.Parameters["conv1.weight"]), Tiny.Numbers(other.Parameters["conv1.weight"]));
    }

    [Fact]
    public void HasTheNamesThatPyTorchUsersExpect()
    {
        using var network = Tiny.Network();
        Assert.Equal(
            ["conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer1.0.bn1.weight", "layer1.0.bn1.bias"],
            network.Parameters.Keys.Take(6));
        Assert.Equal(["linear.weight", "linear.bias"], network.Parameters.Keys.TakeLast(2));
    }

    [Fact]
    public void HasWeightsOfHesDeviation()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network("resnet20");
        var weight = network.Parameters["layer3.1.conv1.weight"];
        var deviation = weight.detach().var().sqrt().item<double>();
        Assert.InRange(deviation, 0.98 * Math.Sqrt(2.0 / 576), 1.02 * Math.Sqrt(2.0 / 576));
        Assert.InRange(network.Parameters["linear.bias"].abs().max().item<double>(), 0.02, 0.125);
    }

    [Fact]
    public void MovesItsStatisticsInTrainingModeOnly()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network();
        var images = Tiny.Images(4, 8, ScalarType.Float64);
        var before = Tiny.Numbers(network.Statistics["bn1.running_mean"]);

        var frozen = network.Forward(images, BatchNormMode.TrainFrozenStatistics);
        Assert.Equal(before, Tiny.Numbers(network.Statistics["bn1.running_mean"]));
        network.Forward(images, BatchNormMode.Eval);
        Assert.Equal(before, Tiny.Numbers(network.Statistics["bn1.running_mean"]));
        Assert.Equal(0, network.BatchesTracked);

        var trained = network.Forward(images, BatchNormMode.Train);
        Assert.NotEqual(before, Tiny.Numbers(network.Statistics["bn1.running_mean"]));
        Assert.Equal(1, network.BatchesTracked);
        Assert.Equal(Tiny.Numbers(frozen), Tiny.Numbers(trained));
    }

    [Fact]
    public void HasTheGradientThatFiniteDifferencesGive()
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork("resnet8", seed: 2);
        var (images, labels) = (Tiny.Images(3, 8, ScalarType.Float64), Tiny.Labels(3));
        string[] names = ["conv1.weight", "layer2.0.bn1.bias", "layer2.0.conv2.weight", "linear.weight"];
        var gradients = autograd.grad([Loss()], [.. names.Select(n => network.Parameters[n])]);
        foreach (var (name, gradient) in names.Zip(gradients))
        {
            const double h = 1e-6;
            using var noGrad = no_grad();
            var entry = network.Parameters[name].view(-1);
            entry[0].add_(h);
            var above = Loss().item<double>();
            entry[0].sub_(2 * h);
            var below = Loss().item<double>();
            entry[0].add_(h);
            Assert.Equal((above - below) / (2 * h), gradient.reshape(-1)[0].item<double>(), 1e-6);
        }

        Tensor Loss() => nn.functional.cross_entropy(network.Forward(images, BatchNormMode.TrainFrozenStatistics), labels);
    }
}
