using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

/// <summary>f(x) = v . tanh(U x) under half the mean squared error: small enough that its six eigenvalues are known.</summary>
public sealed class ATanhNetwork : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void HasItsLossAndGradient()
    {
        var (loss, gradient) = Surface().Gradient();
        Assert.Equal(2.453374014797, loss, 12);
        Assert.Equal(
            [-1.460378, -2.986347, -1.894164, 1.144744, 0.486704, -1.466715],
            gradient.SelectMany(g => g.flatten().data<double>().ToArray()), new Nearly(5e-7));
    }

    [Theory]
    [InlineData(0.05, 2.674734748858, 2.675060569372)]
    [InlineData(0.1, 2.909162132970, 2.911895513780)]
    public void RisesWithinABall(double rho, double oneStep, double highest)
    {
        var rise = WorstLoss.Of(Surface(), null, rho, 20);
        Assert.Equal(oneStep, rise.Base + rise.OneStep, 11);
        Assert.Equal(highest, rise.Base + rise.Highest, 11);
    }

    [Fact]
    public void HasItsLargestEigenvalue()
    {
        var even = 1 / Math.Sqrt(6);
        var found = PowerIteration.Largest(Surface(), [full([2, 2], even, ScalarType.Float64), full([2], even, ScalarType.Float64)], 100, 1e-3);
        Assert.Equal([-0.293992, 5.805266, 9.999950, 10.598122, 10.680635], found.History.Take(5), new Nearly(5e-7));
        Assert.Equal((7, 10.697454), (found.History.Count, Math.Round(found.Value, 6)));
        Assert.InRange(10.698111 - found.Value, 0, found.Residual);
    }

    private static LossSurface Surface()
    {
        var u = tensor(new[] { 1, -0.5, 0.5, 1 }, [2, 2], requires_grad: true);
        var v = tensor(new[] { 1.0, -2 }, requires_grad: true);
        var x = tensor(new[] { 1.0, 2, 2, -1 }, [2, 2]);
        var y = tensor(new[] { 1.0, 0 });
        return new LossSurface([u, v], [new(1, () => x.matmul(u.t()).tanh().matmul(v).sub(y).square().mean().mul(0.5))]);
    }
}
