using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class ATicketOfChannels : IDisposable
{
    private static readonly TrainingSettings Train = StageSamples.ByKind[StageKinds.SparseTrain] with
    {
        Mask = null,
        ChannelPruning = new() { Criterion = AdaSapSweep.Stages.Criteria.BnScale, SizeRatio = .4, Cuts = 1, Schedule = PruningSchedules.AtStart },
    };

    private readonly StageFixture _stages = new();
    private readonly Recorder _recorder = new();

    public ATicketOfChannels()
    {
        using var search = new Recorder();
        _stages.Run(StageKinds.TicketSearch, StageFixture.Training with { TicketSearch = new() { Sparsity = .6, Ticket = TicketForms.Channels, Window = 5, Distance = .1 } }, search, "parent");
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _stages.Dispose();
    }

    [Fact]
    public void IsCutOnceBeforeTheFirstStepDownToItsShareOfTheParameters()
    {
        var result = Run(Train, _recorder, "stage");
        Assert.Equal(0L, Assert.Single(_recorder.Events, e => e.Name == StageEvents.ChannelsRemoved).Facts["step"]);
        using Network dense = _stages.Network("parent"), cut = _stages.Network();
        var share = (double)NetworkCosts.ParametersOf(cut.Blueprint) / NetworkCosts.ParametersOf(dense.Blueprint);
        Assert.InRange(share, .39, .41);
        Assert.All(result.Epochs.Where(e => e.Name == EpochMetrics.Parameters), e => Assert.Equal(NetworkCosts.ParametersOf(cut.Blueprint), e.Value));
    }

    /// <summary>With a rate of 0 the weights stay those of the parent: the largest scales of every group are left, in their order.</summary>
    [Fact]
    public void KeepsTheChannelsOfTheLargestScales()
    {
        Run(Train with { Epochs = 1, Optimizer = Train.Optimizer with { LearningRate = 0 } }, _recorder, "stage");
        using Network dense = _stages.Network("parent"), cut = _stages.Network();
        var smaller = 0;
        foreach (var group in dense.Blueprint.Groups.Where(g => g.With(MemberRole.NormScale).Count() == 1))
        {
            var name = group.With(MemberRole.NormScale).Single();
            var (before, after) = (Tiny.Numbers(dense.Parameters[name]), Tiny.Numbers(cut.Parameters[name]));
            Assert.Equal(before.OrderByDescending(Math.Abs).Take(after.Length).Order(), after.Order());
            if (after.Length < before.Length) smaller++;
        }
        Assert.True(smaller > 0, "nothing was cut where it could be seen");
    }

    [Fact]
    public void StoppedAfterItsFirstBatchEndsBitForBitLikeOneThatWasNot()
    {
        using Recorder whole = new(), rest = new();
        var expected = Run(Train, whole, "whole");
        _recorder.OnStep = _recorder.Cancel;
        Assert.ThrowsAny<OperationCanceledException>(() => Run(Train, _recorder, "cut"));
        Assert.Equal(expected.Sha256, Run(Train, rest, "cut").Sha256);
        Assert.DoesNotContain(rest.Events, e => e.Name == StageEvents.ChannelsRemoved);
    }

    private StageResult Run(TrainingSettings settings, Recorder recorder, string name) =>
        _stages.Run(StageKinds.SparseTrain, settings, recorder, name, _stages.File("parent.safetensors"));
}
