using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenTransitionsAreCommitted : IDisposable
{
    private static readonly AttemptNumber First = StoreFixture.First;
    private static readonly AttemptNumber Second = StoreFixture.Second;

    private readonly StoreFixture _fixture = new();
    private readonly SweepRecord _sweep;

    public WhenTransitionsAreCommitted() => _sweep = _fixture.Begin(Plans.Of(1, 2));

    [Fact]
    public void ALeaseMakesAPendingStageRun_WithItsReason()
    {
        Assert.True(_fixture.Lease(Plans.Root, First));
        var stage = _fixture.Stage(Plans.Root);
        Assert.Equal(StageState.Running, stage.State);
        Assert.Equal(AttemptState.Running, stage.LastAttempt!.State);
        Assert.Equal("next in line", stage.LastAttempt.LeaseReason);
        Assert.Equal(_fixture.Now, stage.LastAttempt.StartedAt);
    }

    [Fact]
    public void ARunningStageIsNotLeasedTwice()
    {
        _fixture.Lease(Plans.Root, First);
        Assert.False(_fixture.Lease(Plans.Root, Second));
        Assert.Equal(First, _fixture.Stage(Plans.Root).LastAttempt!.Number);
    }

    [Fact]
    public void AnAttemptNumberIsNotUsedTwice()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.Fail(Plans.Root, First, final: false);
        Assert.False(_fixture.Lease(Plans.Root, First));
        Assert.True(_fixture.Lease(Plans.Root, Second));
    }

    [Fact]
    public void ASuccessRecordsOutcomeMetricsAndArtifactInOne()
    {
        _fixture.Lease(Plans.Root, First);
        Assert.True(_fixture.Succeed(Plans.Root, First, Plans.Outcome(("clean_accuracy", 0.75))));
        var stage = _fixture.Stage(Plans.Root);
        Assert.Equal((StageState.Succeeded, AttemptState.Succeeded, 12.5), (stage.State, stage.LastAttempt!.State, stage.LastAttempt.TrainSeconds));
        Assert.Equal(0.75, _fixture.Trial(1).Measurements["clean_accuracy"].Value);
        Assert.Equal([0.5, 0.25], _fixture.Read(q => q.Epochs(_sweep.Id, Plans.Trial(2))).Select(e => e.Value));
        _fixture.Reopen();
        Assert.Equal(new("ab/artifact.safetensors", 1234, new string('a', 64)), _fixture.Begin(Plans.Of(1, 2)).Stages[Plans.Root].Artifact);
    }

    [Fact]
    public void AFailureThatIsNotFinalPutsTheStageBack()
    {
        _fixture.Lease(Plans.Root, First);
        Assert.True(_fixture.Fail(Plans.Root, First, final: false, FailureKind.OutOfMemory));
        var stage = _fixture.Stage(Plans.Root);
        Assert.Equal((StageState.Pending, FailureKind.OutOfMemory, "it broke"), (stage.State, stage.LastAttempt!.Failure, stage.LastAttempt.FailureReason));
    }

    [Fact]
    public void AFinalFailureEndsTheStage()
    {
        _fixture.Lease(Plans.Root, First);
        Assert.True(_fixture.Fail(Plans.Root, First, final: true));
        Assert.Equal((StageState.Failed, "it broke"), (_fixture.Stage(Plans.Root).State, _fixture.Stage(Plans.Root).Reason));
        Assert.False(_fixture.Lease(Plans.Root, Second));
    }

    [Fact]
    public void ALateReportOfALostLeaseChangesNothing()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.Fail(Plans.Root, First, final: false, FailureKind.Lost);
        _fixture.Lease(Plans.Root, Second);
        var before = Dump();
        Assert.False(_fixture.Succeed(Plans.Root, First));
        Assert.False(_fixture.Fail(Plans.Root, First, final: true));
        Assert.False(_fixture.One(new AttemptProgressed(Plans.Root, First, [new(1, "loss", 9)], _fixture.Now)));
        Assert.Equal(before, Dump());
    }

    [Fact]
    public void AStageThatSucceededNeverChanges()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First, Plans.Outcome(("clean_accuracy", 0.5)));
        var before = Dump();
        Assert.False(_fixture.Succeed(Plans.Root, First, Plans.Outcome(("clean_accuracy", 0.9))));
        Assert.False(_fixture.Fail(Plans.Root, First, final: true));
        Assert.False(_fixture.Lease(Plans.Root, Second));
        Assert.False(_fixture.One(new StageSkipped(Plans.Root, "no", _fixture.Now)));
        Assert.False(_fixture.One(new AttemptProgressed(Plans.Root, First, [new(1, "loss", 9)], _fixture.Now)));
        Assert.Equal(before, Dump());
    }

    [Fact]
    public void AReportForAStageThatTheStoreDoesNotHaveChangesNothing()
    {
        var unknown = Plans.Key("unknown");
        Assert.False(_fixture.Lease(unknown, First));
        Assert.False(_fixture.Succeed(unknown, First));
        Assert.True(_fixture.One(new EventLogged(_sweep.Id, "report-refused", "never leased", unknown, _fixture.Now)));
        Assert.Equal("report-refused", _fixture.Read(q => q.Events(_sweep.Id, 1)).Single().Name);
    }

    [Fact]
    public void ARepeatedEpochOverwritesItself_AndDivergenceReadsBack()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.One(new AttemptProgressed(Plans.Root, First, [new(1, "loss", 3), new(2, "loss", double.NaN)], _fixture.Now));
        _fixture.One(new AttemptProgressed(Plans.Root, First, [new(1, "loss", 2), new(3, "loss", double.PositiveInfinity)], _fixture.Now));
        Assert.Equal([2, double.NaN, double.PositiveInfinity], _fixture.Read(q => q.Epochs(_sweep.Id, Plans.Trial(1))).Select(e => e.Value));
    }

    [Fact]
    public void OnlyAPendingStageIsSkipped()
    {
        Assert.True(_fixture.One(new StageSkipped(Plans.Leaf(1), "its parent failed", _fixture.Now)));
        Assert.Equal((StageState.Skipped, "its parent failed"), (_fixture.Stage(Plans.Leaf(1)).State, _fixture.Stage(Plans.Leaf(1)).Reason));
        Assert.False(_fixture.One(new StageSkipped(Plans.Leaf(1), "again", _fixture.Now)));
    }

    [Fact]
    public void ATrialThatEndedNeverChanges()
    {
        Assert.True(Change(TrialState.Running, null));
        Assert.True(Change(TrialState.Failed, "a stage failed"));
        Assert.False(Change(TrialState.Succeeded, null));
        Assert.Equal((TrialState.Failed, "a stage failed"), (_fixture.Trial(1).State, _fixture.Trial(1).Reason));
    }

    [Fact]
    public void ARejectedMeasurementIsKeptWithItsReason_AndIsNoResult()
    {
        _fixture.Lease(Plans.Root, First);
        var outcome = Plans.Outcome(("clean_accuracy", 0.5)) with { Rejected = [new("pgd_accuracy", 0.75, "robust above clean")] };
        _fixture.Succeed(Plans.Root, First, outcome);
        Assert.Equal(new(0.75, false, "robust above clean"), _fixture.Trial(1).Measurements["pgd_accuracy"]);
    }

    [Fact]
    public void EachTransitionOfAGroupHasItsOwnAnswer() => Assert.Equal(
        [true, false, true],
        _fixture.Store.Commit(
        [
            new LeaseGranted(Plans.Root, First, new("node/cpu:0"), "first", _fixture.Now),
            new LeaseGranted(Plans.Root, Second, new("node/cpu:1"), "second", _fixture.Now),
            new AttemptSucceeded(Plans.Root, First, Plans.Outcome(), _fixture.Now),
        ]));

    public void Dispose() => _fixture.Dispose();

    private bool Change(TrialState state, string? reason) => _fixture.One(new TrialChanged(_sweep.Id, Plans.Trial(1), state, reason, _fixture.Now));

    private string Dump() => string.Join('\n', new[] { "stages", "attempts", "epoch_metrics", "measurements", "artifacts", "sweep_trials" }
        .SelectMany(table => _fixture.Store.Session.Query(
            $"SELECT * FROM {table}", row => table + ": " + string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue)))));
}
