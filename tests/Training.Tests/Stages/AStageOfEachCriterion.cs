using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Xunit;
using Names = AdaSapSweep.Stages.Criteria;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageOfEachCriterion : IDisposable
{
    private readonly StageFixture _stages = new();

    public static TheoryData<string> Criteria => [.. Names.All];

    public void Dispose() => _stages.Dispose();

    /// <summary>Radii and cuts by the same criterion, with every option of the scores, stopped between two cuts and resumed.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void EndsAtTheSizeAskedFor_AndBitForBitTheSameAfterAStop(string criterion)
    {
        var pruning = StageSamples.ByKind[StageKinds.AdaSapPrune];
        var settings = pruning with
        {
            Epochs = 2,
            Perturbation = pruning.Perturbation! with { Criterion = criterion, GroupReduction = GroupReductions.Mean },
            ChannelPruning = pruning.ChannelPruning! with
            {
                Criterion = criterion,
                GroupReduction = GroupReductions.Mean,
                Ranking = Rankings.Layer,
                ScoreMomentum = .9,
            },
        };
        using Recorder whole = new(), cut = new(stopAfterEpoch: 1), rest = new();
        var expected = _stages.Run(StageKinds.AdaSapPrune, settings, whole, "whole");
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(StageKinds.AdaSapPrune, settings, cut, "cut"));
        Assert.Equal(expected.Sha256, _stages.Run(StageKinds.AdaSapPrune, settings, rest, "cut").Sha256);

        using var network = _stages.Network("whole");
        var dense = NetworkCosts.ParametersOf(network.Blueprint with { Widths = network.Blueprint.DenseWidths });
        Assert.InRange(NetworkCosts.ParametersOf(network.Blueprint), .49 * dense, .51 * dense);
        // The same share of every group, but for rounding and for the last removals, which land at the size; a knapsack takes what it costs into account.
        if (criterion != Names.Latency) Assert.All(network.Blueprint.Widths, w => Assert.InRange(w.Value, .55 * network.Blueprint.DenseWidths[w.Key], .85 * network.Blueprint.DenseWidths[w.Key]));
    }

    [Theory]
    [MemberData(nameof(Criteria))]
    public void HoldsNoMoreTensorsAfterManyStepsThanAfterAFew(string criterion)
    {
        var live = new List<long>();
        using var recorder = new Recorder { OnStep = () => live.Add(TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount) };
        var adapt = StageSamples.ByKind[StageKinds.AdaSapAdapt];
        var settings = adapt with { BatchSize = 4, Epochs = 4, Perturbation = adapt.Perturbation! with { Criterion = criterion } };
        _stages.Run(StageKinds.AdaSapAdapt, settings, recorder, "stage");
        Assert.True(live.Count > 40, $"{live.Count} steps");
        Assert.Equal(live[3], live[^1]);
    }

    [Fact]
    public void EndsAtTheMacsAskedFor_AndReportsThem()
    {
        var pruning = StageSamples.ByKind[StageKinds.ChannelPrune];
        using var recorder = new Recorder();
        var settings = pruning with { Epochs = 1, ChannelPruning = pruning.ChannelPruning! with { SizeRatio = null, MacRatio = .4 } };
        var result = _stages.Run(StageKinds.ChannelPrune, settings, recorder, "stage");
        using var network = _stages.Network("stage");
        var side = StageFixture.Training.Data.ImageSize!.Value;
        var dense = NetworkCosts.Of(network.Blueprint with { Widths = network.Blueprint.DenseWidths }, side, side).Macs;
        var left = NetworkCosts.Of(network.Blueprint, side, side).Macs;
        Assert.InRange(left, .39 * dense, .41 * dense);
        Assert.Equal(left, result.Epochs.Single(e => e.Name == "macs").Value);
    }

    [Fact]
    public void RefusesTwoKindsOfGradientScores()
    {
        var pruning = StageSamples.ByKind[StageKinds.AdaSapPrune];
        var settings = pruning with { ChannelPruning = pruning.ChannelPruning! with { Criterion = Names.TaylorWeight } };
        using var recorder = new Recorder();
        Assert.Throws<ArgumentException>(() => _stages.Run(StageKinds.AdaSapPrune, settings, recorder, "stage"));
    }
}
