using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

/// <summary>Worked example E7 of the reference: six iterations.</summary>
public class TargetedFab
{
    private const double Tolerance = 5e-6;

    [Fact]
    public void GoesBackAndForthAcrossTheBoundary()
    {
        var (points, found) = Run(AttackToys.Wavy, Norms.LInf, 2);
        Close(points[0], .5, .45, .5, .05);
        Close(points[1], .460376, .489624, .539624, .089624);
        Close(points[2], .461606, .488394, .538394, .088394);
        Close(points[3], .461528, .488472, .538472, .088472);
        Close(found, .457340, .492660, .542660, .092660);
    }

    [Fact]
    public void FindsTheReferencesPoints()
    {
        Close(Run(AttackToys.Wavy, Norms.LInf, 1).Found, .464502, .485498, .464502, .085498);
        Close(Run(AttackToys.Wavy, Norms.L2, 2).Found, .450228, .500622, .515589, .073152);
        Close(Run(AttackToys.Wavy, Norms.L2, 1).Found, .481566, .497504, .473196, .078063);
        Close(Run(AttackToys.Linear, Norms.L2, 3).Found, .428432, .807841, .5, .000671);
        var (points, found) = Run(AttackToys.Linear, Norms.LInf, 3);
        Close(points[1], .208625, .741375, .5, .005);
        Close(found, .190059, .759941, .5, 0);
    }

    [Theory]
    [InlineData(.0427, true)]
    [InlineData(.0426, false)]
    public void CountsAPointWithinTheBallAlone(double epsilon, bool broken)
    {
        using var scope = NewDisposeScope();
        var found = Fab.Attack(AttackToys.Context(AttackToys.Wavy, Norms.LInf, epsilon), AttackToys.One(2), 6);
        Assert.Equal(broken, found.Broken.item<bool>());
        if (!broken) Close(Tiny.Numbers(found.Images), .5, .45, .5, .05);
    }

    private static (List<double[]> Points, double[] Found) Run(Func<Tensor, Tensor> logits, string norm, long target)
    {
        using var scope = NewDisposeScope();
        List<double[]> points = [];
        var found = Fab.Attack(AttackToys.Context(logits, norm, 1), AttackToys.One(target), 6, point => points.Add(Tiny.Numbers(point)));
        Assert.True(found.Broken.item<bool>());
        return (points, Tiny.Numbers(found.Images));
    }

    private static void Close(double[] actual, params double[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }
}
