using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

public sealed class ANarrowNetwork
{
    public static TheoryData<string, string, double> Forms
    {
        get
        {
            var forms = new TheoryData<string, string, double>();
            foreach (var sparsity in new[] { .8, .9 })
            {
                foreach (var architecture in Architectures.All) forms.Add(architecture, Stems.Cifar, sparsity);
                foreach (var architecture in Architectures.WithImageNetStem) forms.Add(architecture, Stems.ImageNet, sparsity);
            }
            return forms;
        }
    }

    /// <summary>The small dense networks of the sparse training code.</summary>
    [Theory]
    [InlineData(.223, new[] { 14, 29, 57, 114 }, 557_216)]
    [InlineData(.316, new[] { 20, 40, 81, 162 }, 1_119_589)]
    [InlineData(.448, new[] { 29, 57, 115, 229 }, 2_242_992)]
    [InlineData(.775, new[] { 50, 99, 198, 397 }, 6_711_540)]
    [InlineData(.895, new[] { 57, 115, 229, 458 }, 8_944_409)]
    public void ByAFactorHasTheWidthsOfTheSparseTrainingCode(double factor, int[] widths, long parameters)
    {
        var narrow = Narrowing.By(Dense(Architectures.PreActResNet18), factor);
        Assert.Equal(widths, ((string[])["s1", "s2", "s3", "s4"]).Select(g => narrow.Widths[g]));
        Assert.Equal(parameters, NetworkCosts.ParametersOf(narrow));
    }

    [Fact]
    public void LikeAMaskOfEightyPercentIsThatOfTheSparseTrainingCode()
    {
        var dense = Dense(Architectures.PreActResNet18);
        var narrow = Narrowing.Like(dense, .8);
        Assert.Equal(2_240_688, Narrowing.ParametersLeft(dense, .8));
        Assert.Equal(2_242_992, NetworkCosts.ParametersOf(narrow));
        Assert.Equal(dense.Widths, narrow.DenseWidths);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void LikeAMaskIsTheNearestThatOneFactorGives(string architecture, string stem, double sparsity)
    {
        var dense = Dense(architecture, stem);
        var target = Narrowing.ParametersLeft(dense, sparsity);
        var factors = dense.DenseWidths.Values.Distinct().SelectMany(w => Enumerable.Range(0, w).Select(k => (k + .5) / w)).Distinct().Order().ToArray();
        // Between two factors at which a width changes no network differs.
        var middles = factors.Zip(factors.Skip(1), (a, b) => (a + b) / 2).Where(f => f is > .1 and < .6);
        var nearest = middles.Min(f => Math.Abs(NetworkCosts.ParametersOf(Narrowing.By(dense, f)) - target));

        var narrow = Narrowing.Like(dense, sparsity);

        Assert.Equal(nearest, Math.Abs(NetworkCosts.ParametersOf(narrow) - target));
        Assert.InRange(NetworkCosts.ParametersOf(narrow) / (double)target, .9, 1.1);
        Assert.All(narrow.Widths, w => Assert.InRange(w.Value, 1, dense.Widths[w.Key]));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void IsBuiltAndTakesAStepAndComesBackFromItsFile(string architecture, string stem, double sparsity)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        var blueprint = Narrowing.Like(Dense(architecture, stem), sparsity);
        using var network = Network.Create(blueprint, 1, CPU);
        Assert.Equal(NetworkCosts.ParametersOf(blueprint), network.Parameters.Sum(p => p.Value.numel()));

        var loss = nn.functional.cross_entropy(network.Forward(Tiny.Images(2, 8), BatchNormMode.Train), Tiny.Labels(2));
        var gradients = autograd.grad([loss], [.. network.Parameters.Values]);
        Assert.All(gradients, g => Assert.True(g.isfinite().all().item<bool>()));
        using (no_grad())
            foreach (var (parameter, gradient) in network.Parameters.Values.Zip(gradients)) parameter.sub_(gradient.mul(.01));

        NetworkFile.Write(folder["network"], network, new Dictionary<string, Tensor>());
        using var read = NetworkFile.Read(folder["network"], CPU);
        Assert.Equal(blueprint.Widths, read.Blueprint.Widths);
        Assert.Equal(blueprint.DenseWidths, read.Blueprint.DenseWidths);
        var images = Tiny.Images(2, 8);
        Assert.Equal(Tiny.Numbers(network.Forward(images, BatchNormMode.Eval)), Tiny.Numbers(read.Forward(images, BatchNormMode.Eval)));
    }

    /// <summary>A quarter of zero channels in front and behind, as in the whole network.</summary>
    [Fact]
    public void OfOptionAKeepsItsShortcutsInTheMiddle()
    {
        var narrow = Narrowing.By(Dense(Architectures.ResNet8), .5);
        Assert.Equal([-1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7, -1, -1, -1, -1], narrow.Maps["layer2.0.shortcut"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void IsRefusedWhereThereIsNone(double sparsity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Narrowing.Like(Dense(Architectures.ResNet8), sparsity));

    private static Blueprint Dense(string architecture, string stem = Stems.Cifar) => NetworkCatalog.Blueprint(architecture, 10, Tiny.Normalisation, stem);
}
