using AdaSapSweep.Stages;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AnInterruptedStage : IDisposable
{
    private readonly StageFixture _stages = new();

    public static TheoryData<string> Kinds => [.. StageSamples.ByKind.Keys];

    public void Dispose() => _stages.Dispose();

    [Fact]
    public void IsTriedForEveryKindOfTraining() =>
        Assert.Equal(StageKinds.All.Where(k => !StageKinds.IsEvaluation(k)).Order(), StageSamples.ByKind.Keys.Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EndsBitForBitLikeOneThatWasNot(string kind)
    {
        var settings = StageSamples.ByKind[kind];
        using Recorder whole = new(), again = new(), cut = new(stopAfterEpoch: 1), rest = new();
        var expected = _stages.Run(kind, settings, whole, "whole");
        Assert.Equal(expected.Sha256, _stages.Run(kind, settings, again, "again").Sha256);

        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(kind, settings, cut, "cut"));
        Assert.False(File.Exists(_stages.File("cut.safetensors")));
        var resumed = _stages.Run(kind, settings, rest, "cut");

        Assert.Contains(rest.Events, e => e.Name == StageEvents.Resumed);
        Assert.DoesNotContain(1, rest.Epochs);
        Assert.Equal(expected.Sha256, resumed.Sha256);
        Assert.Equal(expected.Epochs, resumed.Epochs);
        Assert.Equal(whole.LastStep, rest.LastStep);
    }

    [Fact]
    public void InPartsEndsBitForBitLikeOneInPartsThatWasNot()
    {
        var settings = StageSamples.ByKind[StageKinds.AdaSapPrune];
        using Recorder unsplit = new(), whole = new(), cut = new(stopAfterEpoch: 1), rest = new();
        var expected = _stages.Run(StageKinds.AdaSapPrune, settings, whole, "whole", parts: 3);
        Assert.NotEqual(_stages.Run(StageKinds.AdaSapPrune, settings, unsplit, "unsplit").Sha256, expected.Sha256);
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageKinds.AdaSapPrune, settings, cut, "cut", parts: 3));
        Assert.Equal(expected.Sha256, _stages.Run(StageKinds.AdaSapPrune, settings, rest, "cut", parts: 3).Sha256);
        Assert.Equal(whole.LastStep, unsplit.LastStep);
    }

    [Theory]
    [InlineData(StageKinds.Pretrain, 3)]
    [InlineData(StageKinds.TicketSearch, 2)]
    public void ThatLostItsOutputWritesItAgainWithoutTraining(string kind, int epochs)
    {
        var settings = StageSamples.ByKind[kind];
        // A distance of 1 is always near enough: the ticket is found as soon as there are two masks.
        if (settings.TicketSearch is { } search) settings = settings with { TicketSearch = search with { Window = 2, Distance = 1 } };
        using Recorder whole = new(), rest = new();
        var expected = _stages.Run(kind, settings, whole, "stage");
        Assert.Equal(epochs, whole.Epochs.Count);
        File.Delete(_stages.File("stage.safetensors"));
        var again = _stages.Run(kind, settings, rest, "stage");
        Assert.Equal((expected.Sha256, 0), (again.Sha256, rest.Epochs.Count));
        Assert.Equal(expected.Epochs, again.Epochs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void OfEvaluationMeasuresTheSameWhenItRunsAgain(int parts)
    {
        using Recorder training = new(), whole = new(), cut = new(), rest = new();
        _stages.Run(StageFixture.Training with { Epochs = 1 }, training, "parent");
        var settings = new EvaluationSettings
        {
            Data = StageFixture.Training.Data,
            Architecture = Architectures.ResNet8,
            BatchSize = 4,
            Attack = StageSamples.ByKind[StageKinds.AdversarialTrain].Attack,
            Corruptions = new([CorruptionKinds.GaussianNoise]),
        };
        StageResult Evaluate(Recorder recorder) =>
            _stages.Run(StageKinds.Evaluate, settings, recorder, "evaluation", _stages.File("parent.safetensors"), parts: parts);
        var expected = Evaluate(whole);
        cut.OnStep = () =>
        {
            if (cut.LastStep == whole.LastStep / 2) cut.Cancel();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Evaluate(cut));
        Assert.Equal(whole.LastStep / 2, cut.LastStep);
        var again = Evaluate(rest);
        Assert.Equal(expected.Measurements, again.Measurements);
        Assert.Equal(expected.Rejected, again.Rejected);
    }

    [Fact]
    public void WithAnotherKeyGivesOtherNumbers()
    {
        using Recorder first = new(), second = new();
        Assert.NotEqual(
            _stages.Run(StageFixture.Training, first, "first").Sha256, _stages.Run(StageFixture.Training, second, "second", key: 'b').Sha256);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(-2000)]
    public void StartsOverWhenItsCheckpointIsDamaged(int at)
    {
        using Recorder whole = new(), cut = new(stopAfterEpoch: 2), rest = new();
        var expected = _stages.Run(StageFixture.Training, whole, "whole");
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageFixture.Training, cut, "cut"));
        var bytes = File.ReadAllBytes(_stages.File("cut.checkpoint"));
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x10;
        File.WriteAllBytes(_stages.File("cut.checkpoint"), bytes);

        var resumed = _stages.Run(StageFixture.Training, rest, "cut");
        Assert.Contains(rest.Events, e => e.Name == StageEvents.CheckpointIgnored);
        Assert.Equal([1, 2, 3], rest.Epochs);
        Assert.Equal(expected.Sha256, resumed.Sha256);
    }

    [Fact]
    public void StartsOverWhenTheCheckpointIsAnotherStages()
    {
        using Recorder cut = new(stopAfterEpoch: 2), rest = new();
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageFixture.Training, cut));
        _stages.Run(StageFixture.Training, rest, key: 'b');
        Assert.Equal([1, 2, 3], rest.Epochs);
    }

    [Fact]
    public void StartsOverWhenTheCheckpointIsCutShort()
    {
        using Recorder cut = new(stopAfterEpoch: 2), rest = new();
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageFixture.Training, cut));
        using (var file = File.OpenWrite(_stages.File("stage.checkpoint"))) file.SetLength(file.Length / 2);
        _stages.Run(StageFixture.Training, rest);
        Assert.Equal([1, 2, 3], rest.Epochs);
    }
}
