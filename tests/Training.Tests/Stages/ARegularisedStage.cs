using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class ARegularisedStage : IDisposable
{
    private readonly StageFixture _stages = new();

    public static TheoryData<string, int> Names => [.. StageSamples.Regularised.Keys.SelectMany(name => new[] { (name, 1), (name, 3) })];

    public void Dispose() => _stages.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void StoppedAnywhereEndsBitForBitLikeOneThatWasNot(string name, int parts)
    {
        var (kind, sample) = StageSamples.Regularised[name];
        // 13 of 48 images: four batches an epoch, the last a smaller one.
        var settings = sample with { BatchSize = 13 };
        using var whole = new Recorder();
        var expected = _stages.Run(kind, settings, whole, "whole", parts: parts);
        Assert.Equal(12, whole.LastStep);
        foreach (var stop in new long[] { 2, 6, 8, 11 })
        {
            using var recorder = new Recorder();
            recorder.OnStep = () =>
            {
                if (recorder.LastStep == stop) recorder.Cancel();
            };
            Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(kind, settings, recorder, "stopped", parts: parts));
        }
        using var rest = new Recorder();
        var ended = _stages.Run(kind, settings, rest, "stopped", parts: parts);
        Assert.Contains(rest.Events, e => e.Name == StageEvents.Resumed);
        Assert.Equal(expected.Sha256, ended.Sha256);
        Assert.Equal(expected.Epochs, ended.Epochs);
    }

    [Fact]
    public void Learns()
    {
        foreach (var (name, (kind, settings)) in StageSamples.Regularised)
        {
            using var recorder = new Recorder();
            var losses = _stages.Run(kind, settings with { Epochs = 6, LabelSmoothing = 0 }, recorder, name).Epochs.Where(e => e.Name == EpochMetrics.Loss).Select(e => e.Value).ToArray();
            Assert.True(losses[^1] < losses[0], $"{name}: {string.Join(", ", losses)}");
        }
    }
}
