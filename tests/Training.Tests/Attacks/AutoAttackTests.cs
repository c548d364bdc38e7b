using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

public class TheStandardAutoAttack
{
    private static readonly AutoAttackEffort Short = new() { Iterations = 20, Targets = 3, Queries = 60 };

    /// <summary>Worked example E17: of a linear network it finds exactly the images that are not robust.</summary>
    [Theory]
    [InlineData(Norms.LInf, .001)]
    [InlineData(Norms.L2, .012)]
    public void OnALinearNetwork_AgreesWithTheClosedForm(string norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        var weight = AttackToys.WaveWeights(.1);
        Tensor Logits(Tensor x) => x.flatten(1).matmul(weight.t());
        var images = AttackToys.Named(AttackToys.Waves(20), Logits);
        foreach (var odd in (int[])[3, 11]) images.Labels[odd] = (images.Labels[odd].item<long>() + 1) % 10;
        var right = AttackToys.Right(images, Logits);
        Assert.Equal(18, right.Count);
        var robust = Robust(images, weight, norm, epsilon);
        Assert.Equal(8, robust.Count);
        var context = AttackToys.Context(Logits, norm, epsilon);
        var outcome = AutoAttack.Run(context, right, 7, numbers => AttackToys.At(images, numbers), new() { Queries = 100 });
        Assert.Equal(robust, outcome.Standing[AutoAttackPart.Square]);
        Assert.Equal((0, true, 0), (outcome.Outside, outcome.Finite, outcome.WithoutGradient));
        foreach (var part in (AutoAttackPart[])[AutoAttackPart.ApgdCe, AutoAttackPart.ApgdT, AutoAttackPart.FabT])
            Assert.Equal(robust, Standing(AutoAttackParts.Run(part, context, AttackToys.At(images, right), new()), right));
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void NeverLeavesTheBallOrThePixelRange_AndNamesWrongImagesOnly(ScalarType type)
    {
        using var scope = NewDisposeScope();
        for (ulong seed = 0; seed < 3; seed++)
        {
            var logits = AttackToys.Random(seed, 6, type);
            var images = AttackToys.Named(Tiny.Images(8, 6, type, (long)seed).mul(1.5).sub(.25).clamp(0, 1), logits);
            foreach (var (norm, epsilon) in new[] { (Norms.LInf, .05), (Norms.L2, .6) })
                foreach (var part in Enum.GetValues<AutoAttackPart>())
                {
                    using var found = AutoAttackParts.Run(part, AttackToys.Context(logits, norm, epsilon), images, Short);
                    var ball = new Ball(norm, epsilon);
                    var slack = type == ScalarType.Float64 ? 1e-12 : ball.Tolerance;
                    Assert.InRange(Tiny.Numbers(ball.Distance(images.Images, found.Images)).Max(), 0, epsilon + slack);
                    Assert.InRange(Tiny.Numbers(found.Images).Min(), 0, 1);
                    Assert.InRange(Tiny.Numbers(found.Images).Max(), 0, 1);
                    Assert.True(found.Broken.any().item<bool>(), $"{part} {norm} {seed} finds nothing");
                    Assert.Equal(found.Broken.data<bool>().ToArray(), AttackContext.Wrong(logits(found.Images), images).data<bool>().ToArray());
                }
        }
    }

    [Theory]
    [InlineData(Norms.LInf, .02)]
    [InlineData(Norms.L2, .12)]
    public void LeavesFewerAndFewerImages_AsFewAsAnyPart(string norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        var logits = AttackToys.Random(4, 6, ScalarType.Float32);
        var images = AttackToys.Named(Tiny.Images(24, 6), logits);
        var all = Enumerable.Range(0, 24).ToArray();
        var context = AttackToys.Context(logits, norm, epsilon);
        var outcome = AutoAttack.Run(context, all, 10, numbers => AttackToys.At(images, numbers), Short);
        var before = all.Length;
        foreach (var part in Enum.GetValues<AutoAttackPart>())
        {
            Assert.True(outcome.Standing[part].Count <= before);
            before = outcome.Standing[part].Count;
            using var alone = AutoAttackParts.Run(part, context, images, Short);
            Assert.Superset(outcome.Standing[AutoAttackPart.Square].ToHashSet(), Standing(alone, all).ToHashSet());
        }
        Assert.InRange(before, 1, 23);
    }

    [Theory]
    [InlineData(Norms.LInf, .04)]
    [InlineData(Norms.L2, .4)]
    public void DoesTheSameToAnImage_WhateverTheBatch(string norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        var logits = AttackToys.Random(5, 6, ScalarType.Float64);
        var images = AttackToys.Named(Tiny.Images(6, 6, ScalarType.Float64), logits);
        var context = AttackToys.Context(logits, norm, epsilon);
        foreach (var part in Enum.GetValues<AutoAttackPart>())
        {
            using var together = AutoAttackParts.Run(part, context, images, Short);
            foreach (int[] some in (int[][])[[4], [5, 1, 2], [0, 3]])
            {
                using var apart = AutoAttackParts.Run(part, context, AttackToys.At(images, some), Short);
                for (var i = 0; i < some.Length; i++)
                {
                    Assert.Equal(together.Broken[some[i]].item<bool>(), apart.Broken[i].item<bool>());
                    Assert.InRange(together.Images[some[i]].sub(apart.Images[i]).abs().max().item<double>(), 0, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void OnAQuantisedInput_FindsBySquareWhatNoGradientShows()
    {
        using var scope = NewDisposeScope();
        var honest = AttackToys.Random(6, 6, ScalarType.Float32);
        Tensor Quantised(Tensor x) => honest(x.mul(25).round().div(25));
        var images = AttackToys.Named(Tiny.Images(16, 6), Quantised);
        var all = Enumerable.Range(0, 16).ToArray();
        var settings = new AttackSettings { Norm = Norms.LInf, Epsilon = .1, StepSize = .025, Steps = 20 };
        var pgd = Pgd.Attack(Quantised, images.Images, images.Labels, settings);
        Assert.True(Quantised(pgd.Images).argmax(1).eq(images.Labels).all().item<bool>());
        var outcome = AutoAttack.Run(AttackToys.Context(Quantised, Norms.LInf, .1), all, 16, numbers => AttackToys.At(images, numbers), Short);
        Assert.True(outcome.Standing[AutoAttackPart.Square].Count <= outcome.Standing[AutoAttackPart.FabT].Count - 4);
        Assert.True(outcome.Standing[AutoAttackPart.Square].Count <= 8);
    }

    [Fact]
    public void OnASaturatedSoftmax_FindsByTheLogitRatioWhatTheCrossEntropyDoesNotShow()
    {
        using var scope = NewDisposeScope();
        var honest = AttackToys.Random(7, 6, ScalarType.Float32);
        Tensor Saturated(Tensor x) => honest(x).mul(1e6);
        var images = AttackToys.Named(Tiny.Images(16, 6), Saturated);
        var context = AttackToys.Context(Saturated, Norms.LInf, .1);
        using var entropy = AutoAttackParts.Run(AutoAttackPart.ApgdCe, context, images, Short);
        using var ratio = AutoAttackParts.Run(AutoAttackPart.ApgdT, context, images, Short);
        Assert.True(entropy.NoGradient!.sum().item<long>() >= 8);
        Assert.False(ratio.NoGradient!.any().item<bool>());
        Assert.True(ratio.Broken.sum().item<long>() >= entropy.Broken.sum().item<long>() + 4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TakesNetworksOfFewClasses(int classes)
    {
        using var scope = NewDisposeScope();
        var logits = AttackToys.Random(8, classes, ScalarType.Float32);
        var images = AttackToys.Named(Tiny.Images(6, 6), logits);
        var outcome = AutoAttack.Run(
            AttackToys.Context(logits, Norms.LInf, .2), [.. Enumerable.Range(0, 6)], 4, numbers => AttackToys.At(images, numbers), Short with { Targets = 9 });
        Assert.True(outcome.Standing[AutoAttackPart.ApgdT].Count < 6);
    }

    [Fact]
    public void LeavesNoGradientOnParameters()
    {
        using var scope = NewDisposeScope();
        var weight = AttackToys.WaveWeights(.1).requires_grad_();
        Tensor Logits(Tensor x) => x.flatten(1).matmul(weight.t());
        var images = AttackToys.Named(AttackToys.Waves(2), Logits);
        foreach (var part in Enum.GetValues<AutoAttackPart>())
            Assert.False(AutoAttackParts.Run(part, AttackToys.Context(Logits, Norms.L2, .01), images, Short).Images.requires_grad);
        Assert.True(weight.grad is null);
    }

    private static List<int> Standing(AttackFindings found, IReadOnlyList<int> numbers)
    {
        var broken = found.Broken.data<bool>().ToArray();
        return [.. numbers.Where((_, i) => !broken[i])];
    }

    /// <summary>Right, and further from every other class than the radius, in the dual norm.</summary>
    private static List<int> Robust(AttackedImages images, Tensor weight, string norm, double epsilon)
    {
        var (w, x, labels) = (Tiny.Numbers(weight), Tiny.Numbers(images.Images), images.Labels.data<long>().ToArray());
        double Distance(int image, long label, long other)
        {
            double difference = 0, dual = 0;
            for (var d = 0; d < 192; d++)
            {
                var slope = w[192 * label + d] - w[192 * other + d];
                difference += slope * x[192 * image + d];
                dual += norm == Norms.LInf ? Math.Abs(slope) : slope * slope;
            }
            return difference / (norm == Norms.LInf ? dual : Math.Sqrt(dual));
        }
        return [.. Enumerable.Range(0, labels.Length).Where(i =>
            Enumerable.Range(0, 10).Where(k => k != labels[i]).All(k => Distance(i, labels[i], k) > epsilon))];
    }
}
