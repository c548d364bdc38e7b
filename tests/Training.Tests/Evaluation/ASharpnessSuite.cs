using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Evaluation;
using AdaSapSweep.Training.Networks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Evaluation;

public sealed class ASharpnessSuite : IDisposable
{
    private static readonly DataSettings Shapes = new() { Name = DataSets.Shapes, TrainImages = 1, TestImages = 24, ImageSize = 8, RenderSeed = 2 };

    private static readonly SharpnessSettings Both = new()
    {
        Measures = new([SharpnessMeasures.WorstLoss, SharpnessMeasures.Hessian]),
        Images = 20,
        Metric = SharpnessMetrics.Sam,
        Rho = 0.05,
        Steps = 4,
        Rounds = 300,
    };

    private readonly ImageData _test = ImageDataLoader.Test(Shapes, null, CPU);
    private readonly Network _network = Tiny.RandomNetwork("resnet8", 3, ScalarType.Float32);

    public void Dispose()
    {
        _network.Dispose();
        _test.Dispose();
    }

    [Fact]
    public void MeasuresTheRiseAndTheCurvature_AndLeavesTheNetworkAsItWas()
    {
        var before = _network.Parameters.ToDictionary(p => p.Key, p => Tiny.Numbers(p.Value));
        var result = Run(Both);
        Assert.DoesNotContain(result.Rejected, r => r.Name.StartsWith("sharpness", StringComparison.Ordinal) || r.Name.StartsWith("hessian", StringComparison.Ordinal));
        Assert.True(Value(result, "sharpness_loss_increase") >= Value(result, "sharpness_one_step_increase"));
        Assert.True(Value(result, "sharpness_one_step_increase") > 0);
        Assert.True(Value(result, "hessian_top_eigenvalue") > 0);
        Assert.InRange(Value(result, "hessian_residual"), 0, 0.3 * Value(result, "hessian_top_eigenvalue"));
        Assert.All(_network.Parameters, p => Assert.Equal(before[p.Key], Tiny.Numbers(p.Value)));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(24, 3)]
    public void GivesTheSameNumbers_WhateverTheBatchSizeAndItsParts(int batchSize, int microBatches)
    {
        var settings = Both with { Measures = new([SharpnessMeasures.WorstLoss]) };
        var (one, other) = (Run(settings), Run(settings, batchSize, microBatches));
        Assert.Equal(1, Value(one, "sharpness_loss_increase") / Value(other, "sharpness_loss_increase"), 1e-3);
    }


    [Fact]
    public void KeepsMaskedWeightsAtZero()
    {
        var dense = Value(Run(Both), "sharpness_loss_increase");
        using (no_grad())
            foreach (var (_, weight) in _network.Parameters.Where(p => p.Key.EndsWith("conv1.weight", StringComparison.Ordinal)))
                weight.select(0, 0).zero_();
        var seen = new List<bool>();
        Tensor Watched(Tensor images)
        {
            seen.Add(_network.Parameters["layer1.0.conv1.weight"].select(0, 0).ne(0).any().item<bool>());
            return _network.Forward(images, BatchNormMode.Eval);
        }

        var result = Evaluator.Run(Settings(Both, 24), Watched, _test, Facts, 1, () => { }, CancellationToken.None, Movable with { Logits = Watched });
        Assert.DoesNotContain(true, seen);
        Assert.NotEqual(dense, Value(result, "sharpness_loss_increase"));
    }

    [Fact]
    public void OfTheOtherMetric_IsAnotherBall() =>
        Assert.NotEqual(Value(Run(Both), "sharpness_loss_increase"), Value(Run(Both with { Metric = SharpnessMetrics.Asam, Rho = 0.5 }), "sharpness_loss_increase"));

    [Fact]
    public void SetsAsideAnEigenvalueThatHasNotSettled()
    {
        var result = Run(Both with { Rounds = 2 });
        Assert.Contains("did not settle in 2 rounds", Assert.Single(result.Rejected, r => r.Name == "hessian_top_eigenvalue").Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Measurements, m => m.Name.StartsWith("hessian", StringComparison.Ordinal));
    }

    [Fact]
    public void SetsAsideWhatIsNotFinite()
    {
        using (no_grad()) _network.Parameters["conv1.weight"].fill_(float.NaN);
        var result = Run(Both);
        Assert.Equal(4, result.Rejected.Count(r => r.Name.StartsWith("sharpness", StringComparison.Ordinal) || r.Name.StartsWith("hessian", StringComparison.Ordinal)));
    }

    [Fact]
    public void WithoutTheNetworksParameters_IsRefused() => Assert.Throws<ArgumentException>(() => Evaluator.Run(
        Settings(Both, 24), images => _network.Forward(images, BatchNormMode.Eval), _test, Facts, 1, () => { }, CancellationToken.None));

    [Fact]
    public void StopsWhenItIsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        Assert.Throws<OperationCanceledException>(() => Evaluator.Run(
            Settings(Both, 24), images => _network.Forward(images, BatchNormMode.Eval), _test, Facts, 1, () =>
            {
                if (++steps == 4) stop.Cancel();
            }, stop.Token, Movable));
        Assert.Equal(4, steps);
    }

    private MovableNetwork Movable => new(images => _network.Forward(images, BatchNormMode.Eval), _network.Parameters);

    private EvaluationResult Run(SharpnessSettings sharpness, int batchSize = 24, int microBatches = 1) => Evaluator.Run(
        Settings(sharpness, batchSize), images => _network.Forward(images, BatchNormMode.Eval), _test, Facts, microBatches, () => { }, CancellationToken.None, Movable);

    private static EvaluationSettings Settings(SharpnessSettings sharpness, int batchSize) =>
        new() { Data = Shapes, Architecture = Architectures.ResNet8, BatchSize = batchSize, Sharpness = sharpness };

    private static readonly NetworkFacts Facts =
        new() { Parameters = 1, DenseParameters = 1, Macs = 1, DenseMacs = 1, PrunableWeights = 1, PrunableTensors = 1, ZeroWeights = 0 };

    private static double Value(EvaluationResult result, string name) => Assert.Single(result.Measurements, m => m.Name == name).Value;
}
