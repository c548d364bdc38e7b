using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Optimizers;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>What holds for every architecture, in each of its forms, dense and cut.</summary>
public sealed class EveryNetwork
{
    private const int Side = 16;

    public static TheoryData<string, string> Forms
    {
        get
        {
            var forms = new TheoryData<string, string>();
            foreach (var architecture in Architectures.All) forms.Add(architecture, Stems.Cifar);
            foreach (var architecture in Architectures.WithImageNetStem) forms.Add(architecture, Stems.ImageNet);
            return forms;
        }
    }

    /// <summary>Nothing in place, nothing let go too early: outputs and all gradients are those of plain code.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void HasTheOutputsAndGradientsOfPlainCode(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 4);
        foreach (var mode in new[] { BatchNormMode.Eval, BatchNormMode.TrainFrozenStatistics })
        {
            var images = Tiny.Images(3, Side, ScalarType.Float64).requires_grad_(true);
            Tensor[] sources = [images, .. network.Parameters.Values];
            var actual = network.Forward(images, mode);
            var expected = new PlainNetwork(network, training: mode != BatchNormMode.Eval).Logits(images);
            Assert.InRange(Tiny.RelativeError(actual, expected), 0, 1e-11);

            var labels = Tiny.Labels(3);
            var gradients = autograd.grad([nn.functional.cross_entropy(actual, labels)], sources);
            var plain = autograd.grad([nn.functional.cross_entropy(expected, labels)], sources);
            var size = plain.Max(g => g.abs().max().item<double>());
            foreach (var (gradient, other) in gradients.Zip(plain)) Assert.InRange((gradient - other).abs().max().item<double>() / size, 0, 1e-9);
        }
    }

    /// <summary>Sharpness is measured by gradients of gradients: what runs in place must not spoil those either.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void HasTheSecondDerivativesOfPlainCode(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 4);
        var (images, labels) = (Tiny.Images(2, 8, ScalarType.Float64), Tiny.Labels(2));
        Tensor[] parameters = [.. network.Parameters.Values];
        using var generator = new Generator(6, CPU);
        Tensor[] direction = [.. parameters.Select(p => randn(p.shape, ScalarType.Float64, CPU, generator: generator))];

        var actual = HessianTimes(network.Forward(images, BatchNormMode.Eval));
        var expected = HessianTimes(new PlainNetwork(network).Logits(images));

        var size = expected.Max(h => h.abs().max().item<double>());
        Assert.True(size > 0);
        foreach (var (product, other) in actual.Zip(expected)) Assert.InRange((product - other).abs().max().item<double>() / size, 0, 1e-9);

        Tensor[] HessianTimes(Tensor logits)
        {
            var gradient = autograd.grad([nn.functional.cross_entropy(logits, labels)], parameters, retain_graph: true, create_graph: true);
            return [.. autograd.grad([gradient.Zip(direction, (g, d) => (g * d).sum()).Aggregate((a, b) => a + b)], parameters)];
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ComputesWhenCutWhatTheMaskedDenseOneComputes(string architecture, string stem)
    {
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 1e-12), (ScalarType.Float32, 1e-5) })
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 7, type);
            var images = Tiny.Images(3, Side, type);
            var gone = SomeOfEveryGroup(network.Blueprint);
            var expected = new PlainNetwork(network, gone: gone).Logits(images);
            var dense = network.Forward(images, BatchNormMode.Eval);

            ChannelSurgery.Remove(network, gone);
            var actual = network.Forward(images, BatchNormMode.Eval);

            Assert.True(Tiny.RelativeError(actual, dense) > 0.01, "the cut must matter, or equality shows nothing");
            Assert.InRange(Tiny.RelativeError(actual, expected), 0, tolerance);
            Assert.Equal(NetworkCosts.ParametersOf(network.Blueprint), network.Parameters.Sum(p => p.Value.numel()));
        }
    }

    /// <summary>
    /// After a step that filled the momentum, one is cut and the other masked in rows, biases, batch norms and their momentum; then both
    /// train on, and nothing is masked again.
    /// </summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void TrainsWhenCutAsTheMaskedDenseOneTrains(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        var blueprint = Tiny.Narrow(architecture, stem);
        using var cut = new Trainee(blueprint);
        using var masked = new Trainee(blueprint);
        Assert.Equal(cut.Step(), masked.Step());

        var gone = blueprint.Maps.Count > 0 ? WholeChains : SomeOfEveryGroup(blueprint);
        ChannelSurgery.Remove(cut.Network, gone, cut.Optimizer.Buffers);
        masked.Mask(gone);
        for (var step = 0; step < 3; step++)
        {
            var (actual, expected) = (cut.Step(), masked.Step());
            Assert.InRange(Math.Abs(actual.Loss - expected.Loss) / expected.Loss, 0, 1e-10);
            Assert.InRange(Math.Abs(actual.GradientNorm - expected.GradientNorm) / expected.GradientNorm, 0, 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void ComesBackFromAFileAsItWasCut(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 5, ScalarType.Float32);
        ChannelSurgery.Remove(network, SomeOfEveryGroup(network.Blueprint));
        NetworkFile.Write(folder["network"], network, new Dictionary<string, Tensor>());

        using var read = NetworkFile.Read(folder["network"], CPU);

        Assert.Equal((architecture, stem), (read.Blueprint.Architecture, read.Blueprint.Stem));
        Assert.Equal(network.Blueprint.DenseWidths, read.Blueprint.DenseWidths);
        var images = Tiny.Images(2, Side);
        Assert.Equal(Tiny.Numbers(network.Forward(images, BatchNormMode.Eval)), Tiny.Numbers(read.Forward(images, BatchNormMode.Eval)));
    }

    /// <summary>A pool leaves a map of one pixel as it is.</summary>
    [Theory]
    [MemberData(nameof(Forms))]
    public void TakesTheSmallestAndUnevenImages(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 5, ScalarType.Float32);
        foreach (var side in new[] { 8, 33 })
        {
            var logits = network.Forward(Tiny.Images(2, side), BatchNormMode.Eval);
            Assert.Equal([2, 10], logits.shape);
            Assert.True(NetworkCosts.Of(network.Blueprint, side, side).Macs > 0);
        }
    }

    /// <summary>Option A's shortcuts feed a masked channel of the next stream, unless the whole chain is gone.</summary>
    private static readonly Dictionary<string, IReadOnlyCollection<int>> WholeChains =
        new() { ["s1"] = [0, 5], ["s2"] = [8, 13, 2], ["s3"] = [24, 29, 18, 60], ["layer1.0.inner"] = [1, 2] };

    private static Dictionary<string, IReadOnlyCollection<int>> SomeOfEveryGroup(Blueprint blueprint) => blueprint.Groups
        .Select((g, i) => (g.Name, Channels: Tiny.Choose(blueprint.Widths[g.Name], share: 0.4, seed: i)))
        .ToDictionary(g => g.Name, g => (IReadOnlyCollection<int>)g.Channels);

    private sealed class Trainee(Blueprint blueprint) : IDisposable
    {
        private readonly Tensor _images = Tiny.Images(4, Side, ScalarType.Float64);

        public Network Network { get; } = Tiny.RandomNetwork(blueprint, seed: 9);

        public SgdMomentum Optimizer { get; } =
            new(new OptimizerSettings { LearningRate = .01, Momentum = .9, WeightDecay = 5e-4, Schedule = LearningRateSchedules.Constant });

        public (double Loss, double GradientNorm) Step()
        {
            using var scope = NewDisposeScope();
            var loss = nn.functional.cross_entropy(Network.Forward(_images, BatchNormMode.Train), Tiny.Labels(4));
            var gradients = autograd.grad([loss], [.. Network.Parameters.Values]);
            Optimizer.Step(Network.Parameters, Network.Parameters.Keys.Zip(gradients).ToDictionary(g => g.First, g => g.Second), .01);
            return (loss.item<double>(), gradients.Select(g => g.square().sum()).Aggregate((a, b) => a + b).sqrt().item<double>());
        }

        public void Mask(Dictionary<string, IReadOnlyCollection<int>> gone)
        {
            using var noGrad = no_grad();
            foreach (var group in Network.Blueprint.Groups.Where(g => gone.ContainsKey(g.Name)))
                foreach (var member in group.Members.Where(m => m.Role is not (MemberRole.Consumer or MemberRole.NormStatistic)))
                    foreach (var channel in gone[group.Name])
                    {
                        Network.Parameters[member.Tensor][channel].zero_();
                        Optimizer.Buffers[member.Tensor][channel].zero_();
                    }
        }

        public void Dispose()
        {
            Network.Dispose();
            Optimizer.Dispose();
        }
    }
}
