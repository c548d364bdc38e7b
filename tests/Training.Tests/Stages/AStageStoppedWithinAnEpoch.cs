using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageStoppedWithinAnEpoch : IDisposable
{
    private const int BatchesPerEpoch = 4;

    private readonly StageFixture _stages = new();

    public static TheoryData<string, int> Kinds => [.. StageSamples.ByKind.Keys.Select(kind => (kind, 1)), (StageKinds.AdaSapPrune, 3), (StageKinds.DynamicSparseTrain, 3)];

    public void Dispose() => _stages.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AfterEveryBatchRepeatsNoneAndEndsBitForBitLikeOneThatWasNot(string kind, int parts)
    {
        // 13 of 48 images: the last batch is a smaller one.
        var settings = StageSamples.ByKind[kind] with { BatchSize = 13 };
        using var whole = new Recorder();
        var expected = _stages.Run(kind, settings, whole, "whole", parts: parts);
        Assert.Equal(3 * BatchesPerEpoch, whole.LastStep);

        var steps = new List<long>();
        StageResult? ended = null;
        while (ended is null)
        {
            Assert.True(steps.Count <= whole.LastStep, $"no end after {steps.Count} batches");
            using var recorder = new Recorder();
            recorder.OnStep = () =>
            {
                steps.Add(recorder.LastStep);
                recorder.Cancel();
            };
            try
            {
                ended = _stages.Run(kind, settings, recorder, "stopped", parts: parts);
            }
            catch (OperationCanceledException)
            {
                Assert.Contains(recorder.Events, e => e.Name == StageEvents.CheckpointWritten);
            }
        }
        Assert.Equal(Enumerable.Range(1, (int)whole.LastStep).Select(s => (long)s), steps);
        Assert.Equal(expected.Sha256, ended.Sha256);
        Assert.Equal(expected.Epochs, ended.Epochs);
    }

    [Fact]
    public void SaysWhereItGoesOn()
    {
        StopAfter(step: 5);
        using var rest = new Recorder();
        _stages.Run(StageFixture.Training, rest);
        var facts = Assert.Single(rest.Events, e => e.Name == StageEvents.Resumed).Facts;
        Assert.Equal((1, 2), (facts["epochs"], facts["batches"]));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void AloneHasAPositionInItsCheckpoint_SoThatOlderCheckpointsAreReadAsThoseBetweenEpochs(long step, bool within)
    {
        StopAfter(step);
        using var stream = File.OpenRead(_stages.File("stage.checkpoint"));
        using var file = SafetensorsFile.Read(stream);
        Assert.Equal(within, file.Metadata["checkpoint"].Contains("batches_done", StringComparison.Ordinal));
        Assert.Equal(within, file.Tensors.Keys.Any(name => name.StartsWith("totals/", StringComparison.Ordinal)));
    }

    [Fact]
    public void AndStoppedAgainBeforeAnythingWasDoneLeavesItsCheckpointAlone()
    {
        StopAfter(step: 5);
        var before = File.ReadAllBytes(_stages.File("stage.checkpoint"));
        using var again = new Recorder();
        again.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageFixture.Training, again));
        Assert.DoesNotContain(again.Events, e => e.Name == StageEvents.CheckpointWritten);
        Assert.Equal(before, File.ReadAllBytes(_stages.File("stage.checkpoint")));
    }

    [Fact]
    public void StopsAllTheSameWhereNoCheckpointCanBeWritten()
    {
        Directory.CreateDirectory(_stages.File("stage.checkpoint"));
        var events = StopAfter(step: 2);
        Assert.Contains(events, e => e.Name == StageEvents.CheckpointNotWritten);
        Assert.DoesNotContain(events, e => e.Name == StageEvents.CheckpointWritten);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public void StartsOverWhenItsPositionIsNoneOfThisStage(int batches)
    {
        StopAfter(step: 5);
        using (var found = Checkpoint.Read(_stages.File("stage.checkpoint")))
        {
            string[] sections = ["network", "momentum", "totals"];
            Checkpoint.Write(
                _stages.File("stage.checkpoint"), found.Facts with { BatchesDone = batches }, found.Blueprint,
                sections.ToDictionary(s => s, IReadOnlyDictionary<string, torch.Tensor> (s) => found.Section(s)));
        }
        using var rest = new Recorder();
        _stages.Run(StageFixture.Training, rest);
        Assert.Contains(rest.Events, e => e.Name == StageEvents.CheckpointIgnored);
        Assert.Equal([1, 2, 3], rest.Epochs);
    }

    [Fact]
    public void HasACheckpointOfEveryInterval()
    {
        using var recorder = new Recorder();
        var time = new SteppedTime();
        recorder.OnStep = () => time.Advance(TimeSpan.FromMinutes(1));
        // Three batches an epoch, one minute each, and a checkpoint every two: one within each epoch and one at its end.
        _stages.Run(StageKinds.Pretrain, StageFixture.Training, recorder, "stage", time: time, interval: TimeSpan.FromMinutes(2));
        var batches = recorder.Events.Where(e => e.Name == StageEvents.CheckpointWritten).Select(e => (int)e.Facts["batches"]);
        Assert.Equal([2, 0, 2, 0, 2, 0], batches);
    }

    private List<(string Name, IReadOnlyDictionary<string, object> Facts)> StopAfter(long step)
    {
        using var recorder = new Recorder();
        recorder.OnStep = () =>
        {
            if (recorder.LastStep == step) recorder.Cancel();
        };
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageFixture.Training, recorder));
        return recorder.Events;
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
