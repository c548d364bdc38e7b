using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageThatValidates : IDisposable
{
    private const int Held = 16;

    private static readonly AttackSettings Attack = new() { Norm = Norms.LInf, Epsilon = 8 / 255.0, StepSize = 4 / 255.0, Steps = 2, RandomStart = true };

    private static readonly TrainingSettings HoldingOut = StageFixture.Training with
    {
        Data = StageFixture.Training.Data with { TrainImages = 48 + Held, ValidationImages = Held },
        Optimizer = StageFixture.Training.Optimizer with { Schedule = LearningRateSchedules.Constant },
    };

    private static readonly TrainingSettings Validating = HoldingOut with { Attack = Attack, Validation = new() { Attack = Attack, KeepBest = true } };

    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    [Fact]
    public void TrainsOnNothingThatItHoldsOut()
    {
        using var recorder = new Recorder();
        var holding = _stages.Run(HoldingOut, recorder, "holding");
        var without = _stages.Run(HoldingOut with { Data = StageFixture.Training.Data }, recorder, "without");
        Assert.Equal(without.Sha256, holding.Sha256);
    }

    [Fact]
    public void TrainsAsIfItDidNot()
    {
        using var recorder = new Recorder();
        _stages.Run(Validating, recorder, "looking");
        _stages.Run(Validating with { Validation = null }, recorder, "blind");
        AssertSame(_stages.Network("blind"), _stages.Network("looking"));
    }

    [Fact]
    public void ReportsAccuracyAndLossOnTheImagesHeldOut_AfterEveryEpoch()
    {
        using var recorder = new Recorder();
        var epochs = _stages.Run(Validating, recorder).Epochs;
        Assert.Equal([1, 2, 3], epochs.Where(e => e.Name == EpochMetrics.ValidationRobustLoss).Select(e => e.Epoch));
        Assert.All(epochs.Where(e => e.Name == EpochMetrics.ValidationRobustAccuracy), e => Assert.InRange(e.Value, 0, Of(epochs, e.Epoch, EpochMetrics.ValidationAccuracy)));

        using var scope = NewDisposeScope();
        using var network = _stages.Network();
        using var all = ImageDataLoader.Training(Validating.Data, null, CPU);
        var held = all.Batch(48, Held);
        var right = network.Forward(held.Images, BatchNormMode.Eval).argmax(1).eq(held.Labels).sum().item<long>();
        Assert.Equal((double)right / Held, Of(epochs, 3, EpochMetrics.ValidationAccuracy));
    }

    [Fact]
    public void KeepsTheNetworkOfTheFirstEpochThatNoEarlierOneReached()
    {
        using var recorder = new Recorder();
        var settings = Validating with { Epochs = 4 };
        var epochs = _stages.Run(settings, recorder).Epochs;
        var robust = Enumerable.Range(1, 4).Select(e => Of(epochs, e, EpochMetrics.ValidationRobustAccuracy)).ToList();
        var best = robust.IndexOf(robust.Max()) + 1;
        Assert.Equal($"{best}", NetworkFile.NotesOf(_stages.File("stage.safetensors"))["best_epoch"]);

        _stages.Run(settings with { Epochs = best }, recorder, "shorter");
        AssertSame(_stages.Network("shorter"), NetworkFile.ReadOther(_stages.File("stage.safetensors"), OtherNetworks.Best, CPU)!);
    }

    [Fact]
    public void StoppedInItsValidation_EndsBitForBitLikeOneThatWasNot()
    {
        using var whole = new Recorder();
        var expected = _stages.Run(Validating, whole, "whole");

        using var stopped = new Recorder { OnPrepared = recorder => recorder.Cancel() };
        Assert.Throws<OperationCanceledException>(() => _stages.Run(Validating with { BatchSize = 8 }, stopped, "stopped"));
        Assert.Empty(stopped.Epochs);
        using var rest = new Recorder();
        var ended = _stages.Run(Validating with { BatchSize = 8 }, rest, "stopped");
        Assert.Equal(7, rest.FirstStep);

        var other = _stages.Run(Validating with { BatchSize = 8 }, whole, "other");
        Assert.Equal(other.Sha256, ended.Sha256);
        Assert.Equal(other.Epochs, ended.Epochs);
        Assert.NotEqual(expected.Sha256, ended.Sha256);
    }

    [Fact]
    public void RefusesToHoldOutEverything()
    {
        using var recorder = new Recorder();
        var everything = Validating with { Data = Validating.Data with { ValidationImages = 64 } };
        var refusal = Assert.Throws<ImageSets.DataSetException>(() => _stages.Run(everything, recorder));
        Assert.Contains("64 training images", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GivesItsEvaluationTheBestEpochAndTheGaps()
    {
        using var recorder = new Recorder();
        _stages.Run(Validating, recorder, "trained");
        var evaluation = new EvaluationSettings
        {
            Data = Validating.Data,
            Architecture = Validating.Architecture,
            BatchSize = 8,
            Attack = Attack,
            Best = true,
            TrainingImages = 48,
        };
        var measured = Measured(evaluation, "trained");
        var plain = Measured(evaluation with { Best = null, TrainingImages = null, Data = Validating.Data with { TrainImages = null, ValidationImages = null } }, "trained");
        Assert.Equal(plain["pgd_accuracy"], measured["pgd_accuracy"]);
        Assert.Equal(measured["best_pgd_accuracy"] - measured["pgd_accuracy"], measured["robust_overfitting"]);
        Assert.Equal(measured["best_clean_accuracy"] - measured["clean_accuracy"], measured["clean_difference"]);
        Assert.Equal(measured["train_pgd_accuracy"] - measured["pgd_accuracy"], measured["robust_generalisation_gap"]);
        Assert.Equal(double.Parse(NetworkFile.NotesOf(_stages.File("trained.safetensors"))["best_epoch"]), measured["best_epoch"]);

        using var scope = NewDisposeScope();
        using var network = _stages.Network("trained");
        using var all = ImageDataLoader.Training(Validating.Data, null, CPU);
        var trained = all.Batch(0, 48);
        var right = network.Forward(trained.Images, BatchNormMode.Eval).argmax(1).eq(trained.Labels).sum().item<long>();
        Assert.Equal(right / 48.0, measured["train_clean_accuracy"]);
    }

    private Dictionary<string, double> Measured(EvaluationSettings evaluation, string parent)
    {
        using var recorder = new Recorder();
        return _stages.Run(StageKinds.Evaluate, evaluation, recorder, "measured", _stages.File($"{parent}.safetensors"))
            .Measurements.Where(m => !m.IsTiming).ToDictionary(m => m.Name, m => m.Value);
    }

    private static double Of(IEnumerable<EpochValue> epochs, int epoch, string name) => epochs.Single(e => e.Epoch == epoch && e.Name == name).Value;

    private static void AssertSame(Network expected, Network actual)
    {
        using (expected)
        using (actual)
            foreach (var (name, tensor) in expected.Parameters.Concat(expected.Statistics))
                Assert.True(tensor.eq(actual.Parameters.GetValueOrDefault(name) ?? actual.Statistics[name]).all().item<bool>(), name);
    }
}
