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

    /// <summary>Results of earlier releases rest on them: the same draws in the same order, written out.</summary>
    [Theory]
    [InlineData("resnet8", 1)]
    [InlineData("resnet20", 3)]
    public void HasTheWeightsThatItHasAlwaysHad(string architecture, int blocks)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.Network(architecture, seed: 11, ScalarType.Float32);
        using var generator = new Generator(11, CPU);
        RequireHe("conv1.weight", 16, 3);
        for (var stage = 1; stage <= 3; stage++)
            for (var block = 0; block < blocks; block++)
            {
                RequireHe($"layer{stage}.{block}.conv1.weight", 8 << stage, stage > 1 && block == 0 ? 4 << stage : 8 << stage);
                RequireHe($"layer{stage}.{block}.conv2.weight", 8 << stage, 8 << stage);
            }
        Require("linear.weight", randn([10, 64], ScalarType.Float32, CPU, generator: generator).mul_(Math.Sqrt(2.0 / 64)));
        Require("linear.bias", rand([10], ScalarType.Float32, CPU, generator: generator).mul_(2).sub_(1).mul_(1 / Math.Sqrt(64)));

        void RequireHe(string name, int rows, int columns) =>
            Require(name, randn([rows, columns, 3, 3], ScalarType.Float32, CPU, generator: generator).mul_(Math.Sqrt(2.0 / (columns * 9))));

        void Require(string name, Tensor expected) => Assert.Equal(Tiny.Numbers(expected), Tiny.Numbers(network.Parameters[name]));
    }

    /// <param name="deviation">Of the weight; negative: it is uniform, up to the square root of three times that.</param>
    [Theory]
    [InlineData("resnet18", "cifar", "layer4.0.conv2.weight", -0.0085)] // sqrt(1 / 3 / (512 x 9))
    [InlineData("resnet18", "imagenet", "layer4.0.conv1.weight", 0.0208)] // sqrt(2 / (512 x 9))
    [InlineData("resnet18", "imagenet", "fc.weight", -0.0255)] // sqrt(1 / 3 / 512)
    [InlineData("preact-resnet18", "cifar", "layer4.0.shortcut.0.weight", -0.0361)] // sqrt(1 / 3 / 256)
    [InlineData("vgg11-bn", "cifar", "features.25.weight", -0.0085)]
    [InlineData("mobilenet-v1", "cifar", "layers.12.conv1.weight", -0.1925)] // sqrt(1 / 3 / 9)
    [InlineData("mobilenet-v1", "imagenet", "layers.12.conv1.weight", 0.0147)] // sqrt(2 / (1024 x 9)): groups are not taken out
    [InlineData("mobilenet-v2", "cifar", "features.17.conv.1.0.weight", 0.0152)]
    [InlineData("mobilenet-v2", "imagenet", "features.18.0.weight", 0.0395)] // sqrt(2 / 1280)
    [InlineData("mobilenet-v2", "cifar", "classifier.1.weight", 0.01)]
    public void HasWeightsOfItsFamilysDeviation(string architecture, string stem, string name, double deviation)
    {
        using var scope = NewDisposeScope();
        var blueprint = NetworkCatalog.Blueprint(architecture, 10, Tiny.Normalisation, stem);
        using var generator = new Generator(5, CPU);
        var declared = TensorDeclaration.Of(blueprint).Single(t => t.Name == name);
        var weight = WeightInitialisation.Draw(declared, blueprint.Initialisation, generator);
        Assert.Equal(declared.Shape, weight.shape);

        var measured = Tiny.Numbers(weight);
        Assert.InRange(Math.Sqrt(measured.Average(w => w * w)), 0.97 * Math.Abs(deviation), 1.03 * Math.Abs(deviation));
        var widest = measured.Max(Math.Abs) / Math.Abs(deviation);
        if (deviation < 0) Assert.InRange(widest, 1.6, 1.75);
        else Assert.InRange(widest, 2.5, 7);
    }

    [Theory]
    [InlineData("wrn-28-10", "cifar", "fc.bias")]
    [InlineData("mobilenet-v2", "cifar", "classifier.1.bias")]
    [InlineData("vgg11-bn", "imagenet", "features.0.bias")]
    [InlineData("vgg11-bn", "imagenet", "classifier.0.bias")]
    public void HasNoBiasWhereItsSourceHasNone(string architecture, string stem, string name)
    {
        using var scope = NewDisposeScope();
        var blueprint = NetworkCatalog.Blueprint(architecture, 10, Tiny.Normalisation, stem);
        using var generator = new Generator(5, CPU);
        var bias = WeightInitialisation.Draw(TensorDeclaration.Of(blueprint).Single(t => t.Name == name), blueprint.Initialisation, generator);
        Assert.All(Tiny.Numbers(bias), value => Assert.Equal(0, value));
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
