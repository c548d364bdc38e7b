using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

/// <summary>Worked example E8 of the reference.</summary>
public class SquareAttack
{
    [Fact]
    public void HasTheReferencesSides()
    {
        int[] queries = [0, 11, 51, 201, 501, 1001, 2001, 4001];
        Assert.Equal([29, 20, 14, 10, 7, 5, 4, 3], queries.Select(q => Square.Side(new Ball(Norms.LInf, 1), q, 32, 32)));
        Assert.Equal([29, 21, 15, 11, 7, 5, 5, 3], queries.Select(q => Square.Side(new Ball(Norms.L2, 1), q, 32, 32)));
        Assert.Equal([57, 40, 29, 20, 14, 10, 7, 5], queries.Select(q => Square.Side(new Ball(Norms.LInf, 1), q, 64, 64)));
        Assert.Equal(29, Square.Side(new Ball(Norms.LInf, 1), 10, 32, 32));
    }

    [Fact]
    public void HasTheReferencesBumps()
    {
        Close(SquareL2.Cone(1, 3), .192450, .962250, .192450);
        Close(SquareL2.Cone(2, 3), .182574, .182574, .182574, .182574, .912871, .182574);
        Close(SquareL2.Bump(3), .136083, .680414, .136083, -.129099, -.129099, -.129099, -.129099, -.645497, -.129099);
        var cone = SquareL2.Cone(3, 5);
        Assert.Equal(.064474, cone[0, 0], 6e-7);
        Assert.Equal(.209541, cone[0, 1], 6e-7);
        Assert.Equal(.209541, cone[2, 3], 6e-7);
        Assert.Equal(.789809, cone[1, 2], 6e-7);
    }

    [Theory]
    [InlineData(Norms.LInf, .0005, new[] { .05270, .02719, .06436 }, new[] { .05206, .02668, .06363 }, new[] { .05013, .02487, .06169 })]
    [InlineData(Norms.L2, .006, new[] { .05190, .02588, .06143 }, new[] { .05080, .02395, .05983 }, new[] { .04850, .02187, .05873 })]
    public void WithTheReferencesDraws_FindsItsMargins(string norm, double epsilon, double[] start, double[] after20, double[] after200)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(0, CPU);
        var weight = AttackToys.WaveWeights(10);
        Tensor Logits(Tensor x) => x.flatten(1).matmul(weight.t());
        var images = AttackToys.Named(AttackToys.Waves(4), Logits);
        Assert.Equal([9, 0, 6, 9], images.Labels.data<long>().ToArray());
        var clean = Tiny.Numbers(AttackLosses.Margin(Logits(images.Images), images).neg());
        Assert.All(new[] { .05255, .02767, .00013, .06415 }.Zip(clean), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        List<double[]> margins = [];
        var found = Square.Attack(
            AttackToys.Context(Logits, norm, epsilon), images, new ReferenceSquareDraws(generator, 4, norm == Norms.LInf), 200, 1,
            least => margins.Add(Tiny.Numbers(least)));
        Assert.Equal([false, false, true, false], found.Broken.data<bool>().ToArray());
        Assert.Equal(201, margins.Count);
        foreach (var (expected, actual) in new[] { (start, margins[0]), (after20, margins[20]), (after200, margins[200]) })
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1.1e-5));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(19)]
    public void InL2_TakesSidesThatItsTilesDoNotFit(int side)
    {
        using var scope = NewDisposeScope();
        var images = new AttackedImages(Tiny.Images(2, side), zeros(new long[] { 2 }, ScalarType.Int64), arange(2, ScalarType.Int64));
        Tensor Logits(Tensor x) => cat([full(new[] { x.shape[0], 1 }, 1f), x.flatten(1).narrow(1, 0, 2)], 1);
        Assert.False(AutoAttackParts.Run(AutoAttackPart.Square, AttackToys.Context(Logits, Norms.L2, .5), images, new() { Queries = 3 }).Broken.any().item<bool>());
        Assert.Throws<ArgumentException>(() => AutoAttackParts.Run(
            AutoAttackPart.Square, AttackToys.Context(Logits, Norms.L2, .5), images with { Images = Tiny.Images(2, 4) }, new()));
    }

    private static void Close(double[,] actual, params double[] expected) =>
        Assert.All(expected.Zip(actual.Cast<double>()), pair => Assert.Equal(pair.First, pair.Second, 6e-7));
}

/// <summary>The reference's draws: from one stream, with a window for the whole batch, whose last place is never drawn.</summary>
internal sealed class ReferenceSquareDraws(Generator generator, long count, bool oneColour) : SquareDraws
{
    public override Tensor Signs(ScalarType type, params long[] shape)
    {
        var shared = oneColour && shape[^1] == 1;
        var signs = rand([shared ? 1 : count, .. shape], generator: generator).mul(2).sub(1).sign();
        return (shared ? signs.expand([count, .. shape]) : signs).to(type);
    }

    public override Tensor Position(long choices) => full(new[] { count }, (long)((choices - 1) * rand([1], generator: generator).item<float>()), ScalarType.Int64);

    public override Tensor Coin() => full(new[] { count }, rand([1], generator: generator).item<float>() > 0.5f, ScalarType.Bool);

    public override SquareDraws At(Tensor places, Held held) => new ReferenceSquareDraws(generator, places.shape[0], oneColour);
}
