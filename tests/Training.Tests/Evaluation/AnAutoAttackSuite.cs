using AdaSapSweep.Stages;
using AdaSapSweep.Training.Attacks;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Evaluation;

public sealed class AnAutoAttackSuite : IDisposable
{
    private const int Images = 24;
    private static readonly DataSettings Shapes = new() { Name = DataSets.Shapes, TrainImages = 1, TestImages = Images, ImageSize = 8, RenderSeed = 2 };
    private static readonly AutoAttackSettings Weak = new() { Norm = Norms.LInf, Epsilon = .01, Images = 20 };
    private static readonly AutoAttackEffort Short = new() { Iterations = 10, Targets = 3, Queries = 60 };
    private static readonly string[] Chain = ["autoattack_clean_accuracy", "apgd_ce_accuracy", "apgd_t_accuracy", "fab_t_accuracy", "square_accuracy"];

    private readonly ImageData _test = ImageDataLoader.Test(Shapes, null, CPU);

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(Norms.LInf)]
    [InlineData(Norms.L2)]
    public void LeavesFewerImagesAfterEachPart(string norm)
    {
        var radii = Radii(norm);
        var epsilon = 1.05 * radii[Images / 2];
        var result = Measure(Nearest, Weak with { Norm = norm, Epsilon = epsilon });
        Assert.Empty(result.Rejected);
        var values = Chain.Select(name => Value(result, name)).ToArray();
        Assert.Equal(values.OrderDescending(), values);
        Assert.Equal(1, values[0]);
        Assert.InRange(values[^1], .05, .7);
        Assert.Equal(values[^1], Value(result, "autoattack_accuracy"));
        Assert.Equal(3, Value(result, "autoattack_targets"));
        Assert.Equal(20 * values[^1], Math.Round(20 * values[^1]), 1e-9);
    }

    [Theory]
    [InlineData(24, 1)]
    [InlineData(7, 2)]
    public void GivesTheSameNumbers_WhateverTheBatchSizeAndItsParts(int batchSize, int microBatches)
    {
        var weak = Weak with { Epsilon = Radii(Norms.LInf)[Images / 2] };
        var one = Measure(Nearest, weak);
        var other = Measure(Nearest, weak, batchSize, microBatches);
        Assert.All(Chain, name => Assert.Equal(Value(one, name), Value(other, name)));
    }

    [Fact]
    public void RunsInAnEvaluation_AtItsFullEffort()
    {
        var result = Evaluator.Run(
            Settings(16) with { AutoAttack = new() { Norm = Norms.LInf, Epsilon = .9 } }, Nearest, _test, Facts, 1, () => { }, CancellationToken.None);
        Assert.Equal(0, Value(result, "autoattack_accuracy"));
        Assert.Equal(9, Value(result, "autoattack_targets"));
        Assert.DoesNotContain(
            Evaluator.Run(Settings(16), Nearest, _test, Facts, 1, () => { }, CancellationToken.None).Measurements,
            m => m.Name.Contains("autoattack", StringComparison.Ordinal));
    }

    [Fact]
    public void SetsAsideWhatSquareShowsToBeMasked()
    {
        var result = Measure(x => Nearest(x.mul(10).round().div(10)), Weak with { Epsilon = Strong });
        AssertRejected(result, "never had a gradient");
        // A gradient there is, but one that leads nowhere.
        result = Measure(x => Nearest(x.mul(10).round().div(10)).add(x.flatten(1).sum(dim: 1, keepdim: true).mul(arange(10)).mul(1e-9)), Weak with { Epsilon = Strong });
        AssertRejected(result, "gradients are probably masked");
    }

    [Fact]
    public void SetsAsideProbabilities() => AssertRejected(Measure(x => nn.functional.softmax(Nearest(x).mul(10), 1), Weak), "probabilities");

    [Fact]
    public void SetsAsideWhatARandomNetworkSays()
    {
        var pass = 0;
        AssertRejected(Measure(x => Nearest(x.add(1e-3 * (pass++ % 2))), Weak), "the network is random");
    }

    [Fact]
    public void SetsAsideOutputsThatAreNoNumbers() =>
        AssertRejected(Measure(x => Nearest(x).masked_fill(x.mul(255).sub(x.mul(255).round()).abs().flatten(1).amax(1).gt(.01).unsqueeze(1), double.NaN), Weak), "not all finite");

    [Fact]
    public void StopsWhenToldTo()
    {
        using var stop = new CancellationTokenSource();
        var settings = Settings(16) with { AutoAttack = Weak };
        var parts = 0;
        Assert.Throws<OperationCanceledException>(() => Evaluator.Run(
            settings, Nearest, _test, Facts, 1, () =>
            {
                if (++parts == 4) stop.Cancel();
            }, stop.Token));
        Assert.Equal(4, parts);
    }

    private static readonly NetworkFacts Facts = new()
    {
        Parameters = 1,
        DenseParameters = 1,
        Macs = 1,
        DenseMacs = 1,
        PrunableWeights = 1,
        PrunableTensors = 1,
        ZeroWeights = 0,
    };

    /// <summary>Names the class of the nearest test image: right on all of them.</summary>
    private Tensor Nearest(Tensor images)
    {
        var distances = images.flatten(1).unsqueeze(1).sub(_test.Batch(0, Images).Images.flatten(1)).square().sum(dim: 2);
        var other = _test.Labels.unsqueeze(0).ne(arange(10, ScalarType.Int64).unsqueeze(1));
        return distances.unsqueeze(1).masked_fill(other, 1e3).min(2).values.neg();
    }

    /// <summary>How far the classes of the images reach, but for the bounds of [0, 1], in rising order.</summary>
    private double[] Radii(string norm)
    {
        using var scope = NewDisposeScope();
        var images = _test.Batch(0, Images).Images.flatten(1);
        var differences = images.unsqueeze(1).sub(images);
        var dual = norm == Norms.LInf ? differences.abs().sum(dim: 2) : differences.square().sum(dim: 2).sqrt();
        var radii = differences.square().sum(dim: 2).div(dual.mul(2)).masked_fill(_test.Labels.unsqueeze(0).eq(_test.Labels.unsqueeze(1)), 1e3);
        return [.. Tiny.Numbers(radii.min(1).values).Order()];
    }

    /// <summary>Enough for Square to break some images.</summary>
    private double Strong => 1.3 * Radii(Norms.LInf)[^1];

    private EvaluationResult Measure(Func<Tensor, Tensor> logits, AutoAttackSettings attack, int batchSize = 10, int microBatches = 1)
    {
        var run = new EvaluationRun(Settings(batchSize), logits, _test, microBatches, () => { }, CancellationToken.None);
        var clean = CleanSuite.Measure(run);
        AutoAttackSuite.Measure(run, attack, clean, Short);
        return run.Log.Result;
    }

    private static EvaluationSettings Settings(int batchSize) => new() { Data = Shapes, Architecture = Architectures.ResNet8, BatchSize = batchSize };

    private static void AssertRejected(EvaluationResult result, string reason)
    {
        foreach (var name in Chain.Skip(1).Append("autoattack_accuracy"))
            Assert.Contains(reason, Assert.Single(result.Rejected, r => r.Name == name).Reason, StringComparison.Ordinal);
    }

    private static double Value(EvaluationResult result, string name) => Assert.Single(result.Measurements, m => m.Name == name).Value;
}
