using AdaSapSweep.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageInBFloat16 : IDisposable
{
    private readonly StageFixture _stages = new();

    public static TheoryData<string> Kinds =>
    [
        StageKinds.Pretrain, StageKinds.SharpnessTrain, StageKinds.AdaSapAdapt, StageKinds.AdaSapPrune,
        StageKinds.AdversarialTrain, StageKinds.SparseTrain, StageKinds.DynamicSparseTrain,
    ];

    public void Dispose() => _stages.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StoppedWithinAnEpoch_EndsBitForBitLikeOneThatWasNot_WithWeightsInFloat32(string kind)
    {
        var settings = StageSamples.ByKind[kind] with { Precision = Precisions.BFloat16 };
        using Recorder exact = new(), whole = new(), cut = new(), rest = new();
        var other = _stages.Run(kind, settings with { Precision = null }, exact, "exact");
        var expected = _stages.Run(kind, settings, whole, "whole");
        Assert.NotEqual(other.Sha256, expected.Sha256);
        cut.OnStep = () =>
        {
            if (cut.LastStep == 4) cut.Cancel();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(kind, settings, cut, "cut"));
        Assert.Equal(expected.Sha256, _stages.Run(kind, settings, rest, "cut").Sha256);
        Assert.Equal(5, rest.FirstStep);
        using var network = _stages.Network("whole");
        Assert.All(network.Parameters.Values.Concat(network.Statistics.Values), t => Assert.Equal(torch.ScalarType.Float32, t.dtype));
    }

    [Theory]
    [InlineData(StageKinds.Pretrain)]
    [InlineData(StageKinds.AdaSapAdapt)]
    [InlineData("attacked")]
    // Apart by 10 to 19 % of the way that the weights have gone: in 20 steps rounding grows, as between any two runs that begin apart.
    public void TwentyStepsEndNearThoseOfFloat32(string kind)
    {
        var attack = StageSamples.ByKind[StageKinds.AdversarialTrain].Attack! with { TrainingMode = false };
        var settings = kind == "attacked" ? StageFixture.Training with { Attack = attack } : StageSamples.ByKind[kind];
        settings = settings with
        {
            Data = settings.Data with { TrainImages = 1280 },
            Epochs = 1,
            BatchSize = 64,
            Optimizer = settings.Optimizer with { LearningRate = .01 },
        };
        var start = Weights(settings with { Optimizer = settings.Optimizer with { LearningRate = 1e-12 } });
        var (exact, low) = (Weights(settings), Weights(settings with { Precision = Precisions.BFloat16 }));
        double Distance(float[] a, float[] b) => Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)));
        Assert.InRange(Distance(low, exact) / Distance(exact, start), 1e-6, .3);
    }

    [Fact]
    public void AnEvaluationIsNearThatInFloat32_ButForSharpness_WhichIsMeasuredInIt()
    {
        using (var recorder = new Recorder()) _stages.Run(StageFixture.Training with { Data = StageFixture.Training.Data with { TrainImages = 640 } }, recorder, "parent");
        var settings = new EvaluationSettings
        {
            Data = StageFixture.Training.Data with { TestImages = 128 },
            Architecture = Architectures.ResNet8,
            BatchSize = 32,
            Attack = new() { Norm = Norms.L2, Epsilon = .2, StepSize = .1, Steps = 3, RandomStart = true },
            Corruptions = new([CorruptionKinds.GaussianNoise]),
            Severities = new([3]),
            Sharpness = new() { Measures = new([SharpnessMeasures.WorstLoss]), Images = 64, Metric = SharpnessMetrics.Sam, Rho = .05, Steps = 2 },
        };
        var (exact, low) = (Measure(settings), Measure(settings with { Precision = Precisions.BFloat16 }));
        Assert.Equal(exact.Keys, low.Keys);
        foreach (var (name, value) in exact)
        {
            if (name.Contains("accuracy", StringComparison.Ordinal)) Assert.Equal(value, low[name], 4.0 / 128);
            else if (name != "clean_loss" && name != "relative_robustness") Assert.Equal(value, low[name]);
        }
        Assert.InRange(Math.Abs(low["clean_loss"] / exact["clean_loss"] - 1), 1e-6, .01);
        Assert.True(exact["sharpness_loss_increase"] > 0);
    }

    private float[] Weights(TrainingSettings settings)
    {
        using var recorder = new Recorder();
        _stages.Run(settings, recorder, $"{settings.Precision} {settings.Optimizer.LearningRate}");
        Assert.Equal(20, recorder.LastStep);
        using var network = _stages.Network($"{settings.Precision} {settings.Optimizer.LearningRate}");
        return [.. network.Parameters.Values.SelectMany(p => p.data<float>().ToArray())];
    }

    private Dictionary<string, double> Measure(EvaluationSettings settings)
    {
        using var recorder = new Recorder();
        return _stages.Run(StageKinds.Evaluate, settings, recorder, "evaluation", _stages.File("parent.safetensors"))
            .Measurements.Where(m => !m.IsTiming).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
    }
}
