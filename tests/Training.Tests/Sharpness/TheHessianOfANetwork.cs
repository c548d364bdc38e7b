using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

/// <summary>A network cut down to two channels a group, so that its whole Hessian can be had from differences of gradients.</summary>
public sealed class TheHessianOfANetwork : IDisposable
{
    private const double Step = 1e-6;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void IsThatOfDifferencesOfGradients_AndSoIsItsLargestEigenvalue()
    {
        using var network = TwoChannels("resnet8");
        var surface = Surface(network, parts: 2);
        var dense = ByDifferences(surface);

        var direction = surface.RandomDirection(5);
        var expected = dense.matmul(Flat(direction));
        Assert.InRange(Tiny.RelativeError(Flat(surface.HessianTimes(direction)), expected), 0, 1e-5);

        var found = PowerIteration.Largest(surface, direction, 400, 1e-7);
        Assert.True(found.Converged);
        Assert.Equal(1, found.Value / LargestEigenvalue(dense), 1e-4);
    }

    [Fact]
    public void DoesNotDependOnThePartsThatTheImagesAreWorkedOnIn()
    {
        using var network = TwoChannels("resnet8");
        var (whole, parts) = (Surface(network, parts: 1), Surface(network, parts: 3));
        var direction = whole.RandomDirection(5);
        Assert.InRange(Tiny.RelativeError(Flat(parts.HessianTimes(direction)), Flat(whole.HessianTimes(direction))), 0, 1e-12);
        Assert.Equal(WorstLoss.Of(whole, null, 0.05, 3).Highest, WorstLoss.Of(parts, null, 0.05, 3).Highest, 12);
    }

    /// <summary>Whatever the layers: pooling, depthwise convolutions, ReLU6.</summary>
    [Theory]
    [InlineData("resnet18")]
    [InlineData("preact-resnet18")]
    [InlineData("vgg8-bn")]
    [InlineData("mobilenet-v2")]
    public void AlongADirection_IsTheDifferenceOfGradients(string architecture)
    {
        using var noGrad = no_grad();
        using var network = TwoChannels(architecture);
        var surface = Surface(network, parts: 1);
        var direction = surface.RandomDirection(5);
        var actual = Flat(surface.HessianTimes(direction));
        var ends = new List<Tensor>();
        foreach (var sign in (int[])[1, -1])
        {
            for (var i = 0; i < direction.Length; i++) surface.Parameters[i].add_(direction[i] * (sign * Step));
            ends.Add(Flat(surface.Gradient().Gradient));
            for (var i = 0; i < direction.Length; i++) surface.Parameters[i].sub_(direction[i] * (sign * Step));
        }
        Assert.InRange(Tiny.RelativeError(actual, (ends[0] - ends[1]) / (2 * Step)), 0, 1e-5);
    }

    private static Network TwoChannels(string architecture)
    {
        var network = Tiny.RandomNetwork(architecture, seed: 4);
        ChannelSurgery.Remove(network, network.Blueprint.Groups.ToDictionary(
            g => g.Name, g => (IReadOnlyCollection<int>)[.. Enumerable.Range(2, network.Blueprint.Widths[g.Name] - 2)]));
        return network;
    }

    private static LossSurface Surface(Network network, int parts)
    {
        var images = Tiny.Images(6, 8, ScalarType.Float64);
        var labels = Tiny.Labels(6);
        return new LossSurface([.. network.Parameters.Values], [.. Enumerable.Range(0, parts).Select(p => new LossPart(1.0 / parts, () =>
            nn.functional.cross_entropy(network.Forward(images.narrow(0, p * 6 / parts, 6 / parts), BatchNormMode.Eval), labels.narrow(0, p * 6 / parts, 6 / parts))))]);
    }

    private static Tensor ByDifferences(LossSurface surface)
    {
        using var noGrad = no_grad();
        var rows = new List<Tensor>();
        foreach (var parameter in surface.Parameters)
        {
            var flat = parameter.view(-1);
            for (var k = 0; k < flat.numel(); k++)
            {
                var entry = flat.narrow(0, k, 1);
                using var home = entry.clone();
                entry.copy_(home.add(Step));
                var above = Flat(surface.Gradient().Gradient);
                entry.copy_(home.sub(Step));
                rows.Add((above - Flat(surface.Gradient().Gradient)) / (2 * Step));
                entry.copy_(home);
            }
        }
        return stack(rows.ToArray());
    }

    /// <summary>Of (H + c) with a c that makes it positive, by far more rounds than the search under test takes.</summary>
    private static double LargestEigenvalue(Tensor dense)
    {
        var shift = dense.abs().sum(1).max().item<double>();
        var v = ones([dense.shape[0]], ScalarType.Float64);
        for (var round = 0; round < 5000; round++)
        {
            using var scope = NewDisposeScope();
            var next = dense.matmul(v) + v * shift;
            v = (next / next.square().sum().sqrt()).MoveToOuterDisposeScope();
        }
        return v.mul(dense.matmul(v)).sum().item<double>();
    }

    private static Tensor Flat(Tensor[] vector) => cat(vector.Select(t => t.detach().flatten()).ToArray());
}
