using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenWorkIsPutBack : IDisposable
{
    private static readonly AttemptNumber First = StoreFixture.First;
    private static readonly AttemptNumber Second = StoreFixture.Second;

    private readonly StoreFixture _fixture = new();
    private readonly SweepRecord _sweep;

    public WhenWorkIsPutBack() => _sweep = _fixture.Begin(Plans.Of(1, 2));

    [Fact]
    public void OnlyAStageThatFailedOrWasSkippedIsRequeued()
    {
        Assert.False(_fixture.One(new StageRequeued(Plans.Root, "asked for", _fixture.Now)));
        _fixture.Lease(Plans.Root, First);
        Assert.False(_fixture.One(new StageRequeued(Plans.Root, "asked for", _fixture.Now)));
        _fixture.Fail(Plans.Root, First, final: true);
        _fixture.One(new StageSkipped(Plans.Leaf(1), "its parent failed", _fixture.Now));
        Assert.Equal(
            [true, true],
            _fixture.Store.Commit([new StageRequeued(Plans.Root, "asked for", _fixture.Now), new StageRequeued(Plans.Leaf(1), "asked for", _fixture.Now)]));
        Assert.Equal((StageState.Pending, "asked for"), (_fixture.Stage(Plans.Root).State, _fixture.Stage(Plans.Root).Reason));
        Assert.Equal(StageState.Pending, _fixture.Stage(Plans.Leaf(1)).State);
        Assert.True(_fixture.Lease(Plans.Root, Second));
    }

    [Fact]
    public void OnlyATrialThatFailedOrWasCancelledIsRequeued()
    {
        Assert.False(Requeue(1));
        Change(1, TrialState.Failed);
        Change(2, TrialState.Cancelled);
        Assert.Equal((TrialState.Cancelled, "because"), (_fixture.Trial(2).State, _fixture.Trial(2).Reason));
        Assert.False(_fixture.One(new TrialChanged(_sweep.Id, Plans.Trial(2), TrialState.Succeeded, null, _fixture.Now)));
        Assert.True(Requeue(1));
        Assert.True(Requeue(2));
        Assert.Equal((TrialState.Pending, null), (_fixture.Trial(2).State, _fixture.Trial(2).Reason));
        Change(1, TrialState.Succeeded);
        Assert.False(Requeue(1));
    }

    [Fact]
    public void OnlyAStageThatSucceededIsReopened()
    {
        Assert.False(_fixture.One(new StageReopened(Plans.Root, "its artifact is gone", _fixture.Now)));
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        Assert.True(_fixture.One(new StageReopened(Plans.Root, "its artifact is gone", _fixture.Now)));
        Assert.False(_fixture.One(new StageReopened(Plans.Root, "its artifact is gone", _fixture.Now)));
        Assert.Equal((StageState.Pending, "its artifact is gone"), (_fixture.Stage(Plans.Root).State, _fixture.Stage(Plans.Root).Reason));
    }

    [Fact]
    public void AReopenedStageKeepsItsResults_WhileItRunsAndAfter()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First, Plans.Outcome(("clean_accuracy", 0.75), ("latency_ms", 3)));
        var before = Results();
        _fixture.One(new StageReopened(Plans.Root, "its artifact is gone", _fixture.Now));
        Assert.Equal(before, Results());
        _fixture.Lease(Plans.Root, Second);
        Assert.Equal(before, Results());
        var again = Plans.Outcome(("clean_accuracy", 0.75), ("latency_ms", 4)) with { TrainSeconds = 99 };
        Assert.True(_fixture.Succeed(Plans.Root, Second, again));
        Assert.Equal(before, Results());
    }

    [Fact]
    public void AnArtifactIsDeletedOnce_AndIsThereAgainAfterTheStageRanAgain()
    {
        Assert.False(Delete());
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        Assert.True(Delete());
        Assert.False(Delete());
        var gone = _fixture.Begin(Plans.Of(1, 2)).Stages[Plans.Root];
        Assert.Equal((true, Plans.Outcome().Artifact), (gone.ArtifactDeleted, gone.Artifact));
        Assert.NotEqual(DBNull.Value, Deleted());
        _fixture.One(new StageReopened(Plans.Root, "a new trial needs it", _fixture.Now));
        _fixture.Lease(Plans.Root, Second);
        var other = Plans.Outcome().Artifact! with { Sha256 = new('b', 64) };
        _fixture.Succeed(Plans.Root, Second, Plans.Outcome() with { Artifact = other });
        var back = _fixture.Begin(Plans.Of(1, 2)).Stages[Plans.Root];
        Assert.Equal((false, other), (back.ArtifactDeleted, back.Artifact));
        Assert.Equal(DBNull.Value, Deleted());
    }

    public void Dispose() => _fixture.Dispose();

    private bool Requeue(int seed) => _fixture.One(new TrialRequeued(_sweep.Id, Plans.Trial(seed), _fixture.Now));

    private void Change(int seed, TrialState state) =>
        Assert.True(_fixture.One(new TrialChanged(_sweep.Id, Plans.Trial(seed), state, "because", _fixture.Now)));

    private bool Delete() => _fixture.One(new ArtifactDeleted(Plans.Root, "nothing needs it", _fixture.Now));

    private object Deleted() => _fixture.Store.Session.Query(
        "SELECT artifact_deleted FROM stage_overview WHERE key = $1", row => row.GetValue(0), Plans.Root.Value)[0];

    private string Results() => string.Join('\n', _fixture.Store.Session.Query(
        "SELECT * FROM results", row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue))));
}
