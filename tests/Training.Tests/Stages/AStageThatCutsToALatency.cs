using System.Collections.Immutable;
using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Latency;
using Xunit;
using Names = AdaSapSweep.Stages.Criteria;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageThatCutsToALatency : IDisposable
{
    private static readonly TrainingSettings Settings = StageSamples.ByKind[StageKinds.ChannelPrune] with
    {
        Epochs = 2,
        ChannelPruning = new() { Criterion = Names.Latency, LatencyRatio = .6, LatencyBatch = 2, Cuts = 3, Schedule = PruningSchedules.Exponential },
    };

    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    [Theory]
    [InlineData(Names.Latency)]
    [InlineData(Names.L2)]
    public void EndsAtTheShareOfItsOwnTable_WhichItLeavesWithTheNetwork(string criterion)
    {
        using var recorder = new Recorder();
        var result = _stages.Run(StageKinds.ChannelPrune, Settings with { ChannelPruning = Settings.ChannelPruning! with { Criterion = criterion } }, recorder, "stage");

        using var stream = File.OpenRead(_stages.File("stage.safetensors"));
        using var file = SafetensorsFile.Read(stream);
        Assert.Equal(result.LatencyTable, file.Metadata["latency_table"]);
        using var network = _stages.Network();
        var cost = new LatencyCost(network.Blueprint, StageFixture.Training.Data.ImageSize!.Value, LatencyTable.FromJson(result.LatencyTable!));
        // So small a network may be all overhead here: then the cut ends at the floors.
        var floors = cost.Of(network.Blueprint with { Widths = network.Blueprint.DenseWidths.ToImmutableDictionary(w => w.Key, w => Math.Max(2, (w.Value + 9) / 10)) });
        var target = Math.Max(.6 * cost.OfDense(network.Blueprint), floors);
        Assert.InRange(cost.Of(network.Blueprint) / target, .95, 1.05);
        Assert.Equal(cost.Of(network.Blueprint), result.Epochs.Last(e => e.Name == "estimated_latency_ms").Value, 1e-12);
    }

    /// <summary>A second measurement would give other times, and other cuts: the one that was made must go with the checkpoint.</summary>
    [Fact]
    public void GoesOnWithTheTimesOfItsCheckpoint()
    {
        using Recorder cut = new(stopAfterEpoch: 1), rest = new(), again = new();
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageKinds.ChannelPrune, Settings, cut, "cut"));
        File.Copy(_stages.File("cut.checkpoint"), _stages.File("again.checkpoint"));
        var expected = _stages.Run(StageKinds.ChannelPrune, Settings, rest, "cut");
        var other = _stages.Run(StageKinds.ChannelPrune, Settings, again, "again");
        Assert.Equal(expected.LatencyTable, other.LatencyTable);
        Assert.Equal(expected.Sha256, other.Sha256);
    }

    [Fact]
    public void IsTimedBesideTheDenseNetworkInTheEvaluation()
    {
        using Recorder training = new(), evaluation = new();
        _stages.Run(StageKinds.ChannelPrune, Settings with { Epochs = 1 }, training, "parent");
        var settings = new EvaluationSettings { Data = StageFixture.Training.Data, Architecture = "resnet8", BatchSize = 4, AskedLatencyRatio = .6 };
        var result = _stages.Run(StageKinds.Evaluate, settings, evaluation, "evaluation", _stages.File("parent.safetensors"));
        var ratio = Assert.Single(result.Measurements, m => m.Name == "latency_ratio");
        Assert.True(ratio is { IsTiming: true, Value: > 0 });
    }
}
