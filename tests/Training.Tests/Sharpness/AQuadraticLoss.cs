using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

/// <summary>L = w'Aw / 2: gradient and Hessian are known. Figures computed with NumPy, as those of all examples here.</summary>
public sealed class AQuadraticLoss : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void RisesByOneStep_AndByTheProjectedAscent()
    {
        var surface = Of([[4, 0], [0, 1]], [1, 1]);
        var rise = WorstLoss.Of(surface, null, 0.5, 20);
        Assert.Equal(2.5, rise.Base, 12);
        Assert.Equal(2.539493989, rise.OneStep, 9);
        Assert.Equal(5.045180070 - 2.5, rise.Highest, 9);
    }

    [Theory]
    [InlineData(0.25, 4, 5.042639265)]
    [InlineData(0.25, 5, 5.043817707)]
    [InlineData(0.25, 10, 5.044999557)]
    [InlineData(0.25, 40, 5.045183387)]
    [InlineData(1, 2, 5.043483966)]
    [InlineData(1, 10, 5.045183284)]
    public void ComesNearItsHighestPoint_StepByStep(double stepShare, int steps, double expected) =>
        Assert.Equal(expected - 2.5, WorstLoss.Of(Of([[4, 0], [0, 1]], [1, 1]), null, 0.5, steps, stepShare).Highest, 9);

    /// <summary>With T = (2, 1) the ball is that of L(T u), whose matrix is T A T.</summary>
    [Fact]
    public void InAScaledBall_IsThatOfTheScaledParameters()
    {
        Tensor[] scales = [tensor(new[] { 2.0, 1 })];
        var scaled = WorstLoss.Of(Of([[4, 0], [0, 1]], [1, 1]), scales, 0.5, 20);
        var plain = WorstLoss.Of(Of([[16, 0], [0, 1]], [0.5, 1]), null, 0.5, 20);
        Assert.Equal(plain.OneStep, scaled.OneStep, 12);
        Assert.Equal(plain.Highest, scaled.Highest, 12);
    }

    [Fact]
    public void AtItsMinimum_IsLeftInARandomDirection_AndRisesByHalfOfTheLargestEigenvalue() =>
        Assert.Equal(0.5 * 0.25 * 4, WorstLoss.Of(Of([[4, 0], [0, 1]], [0, 0]), null, 0.5, 60).Highest, 6);

    [Fact]
    public void HasItsParametersBack_ToTheLastBit()
    {
        var surface = Of([[4, 1], [1, 3]], [1.1, -0.7]);
        var before = surface.Parameters[0].data<double>().ToArray();
        WorstLoss.Of(surface, null, 0.3, 5);
        Assert.Equal(before, surface.Parameters[0].data<double>().ToArray());
    }

    [Fact]
    public void WhoseParametersMayNotAllMove_RisesAndCurvesAlongTheOthersAlone()
    {
        var surface = Of([[4, 0], [0, 1]], [1, 1], [0, 1]);
        Assert.Equal((1.5 * 1.5 - 1) / 2, WorstLoss.Of(surface, null, 0.5, 20).Highest, 12);
        Assert.Equal(1, PowerIteration.Largest(surface, surface.RandomDirection(1), 50, 1e-9).Value, 9);
    }

    [Fact]
    public void ThatIsAMeanOfParts_HasTheirWeightedDerivatives()
    {
        var w = tensor(new[] { 1.0, 1 }, requires_grad: true);
        LossPart Part(double share, double curvature) => new(share, () => w.mul(w).sum().mul(curvature / 2));
        var surface = new LossSurface([w], [Part(0.25, 8), Part(0.75, 4)]);
        var (loss, gradient) = surface.Gradient();
        Assert.Equal((5, 5), (loss, surface.Loss()));
        Assert.Equal([5, 5], gradient[0].data<double>().ToArray());
        Assert.Equal([10, -5], surface.HessianTimes([tensor(new[] { 2.0, -1 })])[0].data<double>().ToArray());
    }

    [Fact]
    public void HasItsLargestEigenvalueByPowerIteration()
    {
        var found = PowerIteration.Largest(Of([[2, 1], [1, 3]], [0.3, 0.4]), [tensor(new[] { 1.0, 0 })], 100, 1e-3);
        Assert.Equal([2, 3, 3.5, 3.6, 3.615384615, 3.617647059], found.History, new Nearly(1e-9));
        Assert.True(found.Converged);
        Assert.InRange(Math.Abs(found.Value - (5 + Math.Sqrt(5)) / 2), 0, found.Residual);
    }

    [Fact]
    public void ThatCurvesDownwardsMost_HasTheLargestEigenvalueAllTheSame()
    {
        var found = PowerIteration.Largest(Of([[-5, 0], [0, 2]], [1, 1]), [tensor(new[] { Math.Sqrt(0.5), Math.Sqrt(0.5) })], 200, 1e-9);
        Assert.Equal(2, found.Value, 6);
        Assert.InRange(found.Residual, 0, 1e-3);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(100, true)]
    public void SaysWhetherTheSearchSettled(int rounds, bool expected)
    {
        var found = PowerIteration.Largest(Of([[2, 1], [1, 3]], [1, 1]), [tensor(new[] { 1.0, 0 })], rounds, 1e-3);
        Assert.Equal(expected, found.Converged);
        Assert.InRange(found.History.Count, 2, rounds);
    }

    [Fact]
    public void WithoutCurvature_HasNone()
    {
        var found = PowerIteration.Largest(Of([[0, 0], [0, 0]], [1, 1]), [tensor(new[] { 1.0, 0 })], 10, 1e-3);
        Assert.Equal((0, 0, true), (found.Value, found.Residual, found.Converged));
    }

    private static LossSurface Of(double[][] matrix, double[] at, double[]? support = null)
    {
        var a = tensor(matrix.SelectMany(row => row).ToArray(), [2, 2]);
        var w = tensor(at, requires_grad: true);
        return new LossSurface([w], [new(1, () => w.mul(a.matmul(w)).sum().mul(0.5))], support is null ? null : [tensor(support)]);
    }
}
