using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Attacks;

public class CarliniAndWagnersSearch
{
    private static readonly CarliniWagnerEffort Reference = new() { SearchSteps = 4, Iterations = 100, Constant = 1 };

    /// <summary>Worked example E9: four search steps of 21 or 31 iterations, each of which ends early.</summary>
    [Theory]
    [InlineData(0, .086768, 21)]
    [InlineData(.5, .103812, 31)]
    public void FindsTheReferencesDistance(double confidence, double expected, int iterations)
    {
        using var scope = NewDisposeScope();
        var passes = 0;
        Tensor Logits(Tensor x)
        {
            passes++;
            return AttackToys.Wavy(x);
        }
        var found = CarliniWagner.Attack(AttackToys.Context(Logits, Norms.L2, 1), AttackToys.One(), Reference with { Confidence = confidence });
        Assert.Equal(4 * iterations, passes);
        Assert.Equal(expected, found.Images.sub(AttackToys.Image(AttackToys.Clean)).norm().item<float>(), 2e-6);
        Assert.Equal(2, AttackToys.Wavy(found.Images).argmax(1).item<long>());
        Assert.True(found.Broken.item<bool>());
    }

    [Fact]
    public void OnALinearNetwork_ComesNearTheClosedForm_WhateverTheBatch()
    {
        using var scope = NewDisposeScope();
        var weight = randn([4, 48], ScalarType.Float64, generator: new Generator(3, CPU));
        Tensor Logits(Tensor x) => x.flatten(1).unsqueeze(1).mul(weight).sum(dim: 2);
        var images = AttackToys.Named(Tiny.Images(5, 4, ScalarType.Float64).mul(.4).add(.3), Logits);
        var effort = new CarliniWagnerEffort { SearchSteps = 6, Iterations = 150, Constant = .1 };
        var context = AttackToys.Context(Logits, Norms.L2, .1);
        var found = CarliniWagner.Attack(context, images, effort);
        var distances = Tiny.Numbers(context.Ball.Distance(images.Images, found.Images));
        for (var i = 0; i < 5; i++)
        {
            var z = Logits(images.Images[i].unsqueeze(0))[0];
            var label = images.Labels[i].item<long>();
            var exact = Enumerable.Range(0, 4).Where(k => k != label).Min(k => z[label].sub(z[k]).div(weight[label].sub(weight[k]).norm()).item<double>());
            Assert.InRange(distances[i], exact, 1.05 * exact + .002);
            Assert.Equal(distances[i] <= .1, found.Broken[i].item<bool>());
            var alone = CarliniWagner.Attack(context, AttackToys.At(images, [i]), effort);
            Assert.InRange(alone.Images[0].sub(found.Images[i]).abs().max().item<double>(), 0, 1e-9);
        }
        Assert.True(AttackContext.Wrong(Logits(found.Images), images).all().item<bool>());
    }

    [Fact]
    public void KnowsOneNormOnly() => Assert.Throws<ArgumentException>(() => CarliniWagner.Attack(AttackToys.Context(x => x, Norms.LInf, .1), AttackToys.One()));
}
