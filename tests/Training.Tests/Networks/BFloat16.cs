using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Networks;

/// <summary>
/// Against plain code in float32 that rounds to eight bits where values pass between layers. Each operation is off by 2^-9 of its result at most, but a value that is
/// rounded the other way can cross a rectifier's edge, and what a network of small batches makes of that has no bound.
/// </summary>
public sealed class BFloat16
{
    private const int Side = 16;

    public static TheoryData<string, string> Forms => EveryNetwork.Forms;

    [Theory]
    [MemberData(nameof(Forms))]
    public void OutputsAndGradients_AreThoseOfPlainCodeThatRounds_InFloat32(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 4, ScalarType.Float32);
        foreach (var paths in new[] { FastPaths.None, FastPaths.All })
            foreach (var mode in new[] { BatchNormMode.Eval, BatchNormMode.TrainFrozenStatistics })
            {
                using var fast = paths.Use();
                using var cast = Autocast.Use(Precisions.BFloat16);
                var low = Pass(network, images => network.Forward(images, mode));
                var plain = Pass(network, new PlainNetwork(network, mode != BatchNormMode.Eval, kept: x => x.bfloat16().to(x.dtype)).Logits);
                Assert.All(low, t => Assert.Equal(ScalarType.Float32, t.dtype));
                var outputs = Distance([low[0]], [plain[0]]);
                Assert.InRange(outputs, 0, .08);
                if (mode == BatchNormMode.Eval || outputs == 0) Assert.InRange(Distance(low[1..], plain[1..]), 0, outputs == 0 ? .06 : .13);
            }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void WithFoldedBatchNorms_OutputsAreNearThoseOfFloat32(string architecture, string stem)
    {
        using var scope = NewDisposeScope();
        using var network = Tiny.RandomNetwork(Tiny.Narrow(architecture, stem), seed: 4, ScalarType.Float32);
        using var fast = FastPaths.All.Use();
        var images = Tiny.Images(8, Side).requires_grad_(true);
        SteadyNetwork steady;
        using (Autocast.Use(Precisions.BFloat16)) steady = new(network);
        using (steady)
        {
            var (logits, exact) = (steady.Logits(images), network.Forward(images, BatchNormMode.Eval));
            Assert.InRange(Distance([logits], [exact]), 1e-6, .03);
            Assert.Equal(ScalarType.Float32, autograd.grad([logits.sum()], [images])[0].dtype);
        }
    }

    /// <summary>A copy, made once: to a change of the weights it is blind.</summary>
    [Fact]
    public void ASteadyNetwork_CastsItsWeightsOnce()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var network = Tiny.RandomNetwork("resnet8", seed: 1, ScalarType.Float32);
        using var cast = Autocast.Use(Precisions.BFloat16);
        using var steady = new SteadyNetwork(network);
        var images = Tiny.Images(2, 8);
        var before = network.Forward(images, BatchNormMode.Eval);
        foreach (var name in new[] { "conv1.weight", "linear.weight", "linear.bias" }) network.Parameters[name].mul_(2);
        Assert.True(steady.Logits(images).eq(before).all().item<bool>());
        Assert.False(network.Forward(images, BatchNormMode.Eval).eq(before).all().item<bool>());
    }

    [Fact]
    public void TheMode_BelongsToTheThread_AndEndsWhereItWasBegun()
    {
        using (Autocast.Use(Precisions.BFloat16))
        {
            using (Autocast.Use(Precisions.Full)) Assert.Null(Autocast.Current);
            Assert.Equal(ScalarType.BFloat16, Autocast.Current);
            ScalarType? other = ScalarType.Int8;
            var thread = new Thread(() => other = Autocast.Current);
            thread.Start();
            thread.Join();
            Assert.Null(other);
        }
        Assert.Null(Autocast.Current);
    }

    [Fact]
    public void AnotherWord_IsRefused() => Assert.Contains("bfloat16", Assert.Throws<ArgumentException>(() => Autocast.Use("bf16")).Message, StringComparison.Ordinal);

    private static Tensor[] Pass(Network network, Func<Tensor, Tensor> logitsOf)
    {
        var images = Tiny.Images(8, Side).requires_grad_(true);
        var logits = logitsOf(images);
        return [logits, .. autograd.grad([nn.functional.cross_entropy(logits, Tiny.Labels(8))], [images, .. network.Parameters.Values])];
    }

    private static double Distance(Tensor[] actual, Tensor[] expected)
    {
        var (difference, size) = (0.0, 0.0);
        foreach (var (a, e) in actual.Zip(expected))
        {
            difference += (a - e).square().sum().item<float>();
            size += e.square().sum().item<float>();
        }
        return Math.Sqrt(difference / size);
    }
}
