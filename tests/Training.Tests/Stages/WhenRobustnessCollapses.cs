using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class WhenRobustnessCollapses : IDisposable
{
    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    [Theory]
    [InlineData(.45, .24, true)]
    [InlineData(.45, .26, false)]
    [InlineData(.2, .45, false)]
    public void AFallOfMoreThanAFifthIsNoticed(double before, double after, bool noticed)
    {
        EpochValue[] history = [Robust(1, .9), new(2, EpochMetrics.ValidationAccuracy, .95), Robust(2, before), new(2, EpochMetrics.Loss, 1)];

        var fall = CatastrophicOverfitting.Between(history, new Dictionary<string, double> { [EpochMetrics.ValidationRobustAccuracy] = after });

        Assert.Equal(noticed ? (before, after) : null, fall);
    }

    [Fact]
    public void TheFirstEpochAndOneWithoutValidationAreNoFall()
    {
        Assert.Null(CatastrophicOverfitting.Between([], new Dictionary<string, double> { [EpochMetrics.ValidationRobustAccuracy] = 0 }));
        Assert.Null(CatastrophicOverfitting.Between([Robust(1, .9)], new Dictionary<string, double> { [EpochMetrics.ValidationAccuracy] = .1 }));
    }

    /// <summary>A trained network at almost no rate for an epoch, then at one that destroys it.</summary>
    [Fact]
    public void TheStageSaysSo_AndGoesOn()
    {
        var attack = new AttackSettings { Norm = Norms.LInf, Epsilon = .001, StepSize = .001, Steps = 1 };
        var data = StageFixture.Training.Data with { TrainImages = 400, ValidationImages = 40, ImageSize = 16 };
        using Recorder parent = new(), still = new(stopAfterEpoch: 1), recorder = new();
        _stages.Run(StageFixture.Training with { Data = data, Epochs = 6, Augment = false }, parent, "parent");
        TrainingSettings At(double rate) => StageFixture.Training with
        {
            Data = data,
            Attack = attack,
            Validation = new() { Attack = attack },
            Optimizer = new() { LearningRate = rate, Schedule = LearningRateSchedules.Constant },
        };
        StageResult Run(double rate, Recorder heard) => _stages.Run(StageKinds.AdversarialTrain, At(rate), heard, "stage", _stages.File("parent.safetensors"));

        Assert.ThrowsAny<OperationCanceledException>(() => Run(1e-6, still));
        var epochs = Run(4, recorder).Epochs;

        var fall = Assert.Single(recorder.Events, e => e.Name == StageEvents.CatastrophicOverfitting).Facts;
        Assert.Equal((2, Of(epochs, 1), Of(epochs, 2)), (fall["epoch"], fall["before"], fall["after"]));
        Assert.Equal([2, 3], recorder.Epochs);
    }

    private static double Of(IReadOnlyList<EpochValue> epochs, int epoch) => epochs.Single(e => e.Epoch == epoch && e.Name == EpochMetrics.ValidationRobustAccuracy).Value;

    private static EpochValue Robust(int epoch, double value) => new(epoch, EpochMetrics.ValidationRobustAccuracy, value);
}
