using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

/// <summary>Worked examples E1 and E2 of the reference.</summary>
public class ALogitRatio
{
    private static readonly double[] Logits = [2, -1, .5, 3, 1];

    [Theory]
    [InlineData(0, .5)]
    [InlineData(1, 2)]
    [InlineData(2, 1.25)]
    [InlineData(3, -.5)]
    [InlineData(4, 1)]
    public void HasItsValue(long label, double expected)
    {
        Assert.Equal(expected, Dlr(Logits, label).Value, 1e-9);
        Assert.Equal(expected, Dlr([.. Logits.Select(z => 10 * z + 7)], label).Value, 1e-9);
    }

    [Fact]
    public void HasItsGradient()
    {
        Close(Dlr(Logits, 3).Gradient, .5, 0, 0, -.25, -.25);
        Close(Dlr([.. Logits.Select(z => 10 * z + 7)], 3).Gradient, .05, 0, 0, -.025, -.025);
        Close(Dlr(Logits, 4).Gradient, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void OfFewClassesOrEqualLogits_IsWhatTheReferenceGives()
    {
        Assert.Equal(-.666667, Dlr([1, 2, 4], 2).Value, 1e-6);
        Assert.Equal(1, Dlr([1, 2, 4], 0).Value, 1e-9);
        Assert.Equal(0, Dlr([1, 1, 1, 1], 0).Value);
        Assert.Equal(2e12, Dlr([2, 2, 2, 0], 3).Value, 1e6);
    }

    [Theory]
    [InlineData(3, 0, -.444444)]
    [InlineData(3, 4, -.888889)]
    [InlineData(3, 2, -1.111111)]
    [InlineData(3, 1, -1.777778)]
    [InlineData(0, 3, .444444)]
    [InlineData(4, 3, .888889)]
    public void TowardATarget_HasItsValue(long label, long target, double expected) => Assert.Equal(expected, Targeted(Logits, label, target).Value, 1e-6);

    [Fact]
    public void TowardATarget_HasItsGradient()
    {
        Close(Targeted(Logits, 3, 0).Gradient, .444444, 0, -.098765, -.246914, -.098765);
        Assert.Equal(-.285714, Targeted([4, 3, 1, 0], 0, 1).Value, 1e-6);
        Assert.Equal(-1.142857, Targeted([4, 3, 1, 0], 0, 3).Value, 1e-6);
    }

    [Theory]
    [InlineData(new[] { 2, -1, .5, 3, 1 }, 3)]
    [InlineData(new[] { -3.0, -1, -4, -2, -5 }, 1)]
    [InlineData(new[] { 60.0, 1, 0, -1, 2 }, 0)]
    public void MarginIsTheDifferenceItself(double[] logits, long label) =>
        Assert.Equal(label == 0 ? -58 : -1, Of(AttackLosses.Margin, logits, label, null).Value);

    private static (double Value, double[] Gradient) Dlr(double[] logits, long label) => Of(AttackLosses.Dlr, logits, label, null);

    private static (double Value, double[] Gradient) Targeted(double[] logits, long label, long target) => Of(AttackLosses.TargetedDlr, logits, label, target);

    private static (double Value, double[] Gradient) Of(AttackLoss loss, double[] logits, long label, long? target)
    {
        using var scope = NewDisposeScope();
        var z = tensor(logits).unsqueeze(0).requires_grad_();
        var images = new AttackedImages(z, tensor(new[] { label }), tensor(new[] { 0L }), target is { } t ? tensor(new[] { t }) : null);
        var value = loss(z, images);
        return (value.item<double>(), Tiny.Numbers(autograd.grad([value.sum()], [z])[0]));
    }

    private static void Close(double[] actual, params double[] expected) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
