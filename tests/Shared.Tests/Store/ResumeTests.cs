using System.Diagnostics;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenASweepBeginsAgain : IDisposable
{
    private static readonly AttemptNumber First = StoreFixture.First;

    private readonly StoreFixture _fixture = new();

    [Fact]
    public void ANewSweepIsAllPending()
    {
        var sweep = _fixture.Begin(Plans.Of(1, 2));
        Assert.Equal(1, sweep.Runs);
        Assert.Equal(3, sweep.Stages.Count);
        Assert.All(sweep.Stages.Values, s => Assert.Equal(new(StageState.Pending, new(0), null), s));
        Assert.All(sweep.Trials.Values, t => Assert.Equal(TrialState.Pending, t));
    }

    [Fact]
    public void WhatIsDoneStaysDone_AndTheTraceGoesOn()
    {
        var before = _fixture.Store.BeginSweep(Plans.Of(1), "text 1");
        _fixture.Store.RememberTrace(before.Id, "00-trace-1");
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        _fixture.Reopen();
        var after = _fixture.Store.BeginSweep(Plans.Of(1), "text 2");
        Assert.Equal((before.Id, 2, "00-trace-1"), (after.Id, after.Runs, after.TraceParent));
        Assert.Equal((StageState.Succeeded, First), (after.Stages[Plans.Root].State, after.Stages[Plans.Root].LastAttempt));
        Assert.NotNull(after.Stages[Plans.Root].Artifact);
        Assert.Equal("text 2", _fixture.Read(q => q.FindSweep("sweep"))!.FileText);
    }

    [Fact]
    public void TheFirstRunThatIsTracedGivesTheTrace()
    {
        Assert.Equal("", _fixture.Begin(Plans.Of(1)).TraceParent);
        var untraced = _fixture.Begin(Plans.Of(1));
        _fixture.Store.RememberTrace(untraced.Id, "00-trace-2");
        _fixture.Store.RememberTrace(untraced.Id, "00-trace-3");
        Assert.Equal("00-trace-2", _fixture.Begin(Plans.Of(1)).TraceParent);
    }

    [Fact]
    public void WhatRanWhenTheCoordinatorDiedStaysRunning_WithItsSlot()
    {
        var sweep = _fixture.Begin(Plans.Of(1, 2));
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        _fixture.Lease(Plans.Leaf(1), First);
        foreach (var seed in new[] { 1, 2 }) _fixture.One(new TrialChanged(sweep.Id, Plans.Trial(seed), TrialState.Running, null, _fixture.Now));
        _fixture.Reopen();
        var after = _fixture.Begin(Plans.Of(1, 2));
        Assert.Equal(new(StageState.Running, First, Slot: new SlotId("node/cpu:0")), after.Stages[Plans.Leaf(1)]);
        Assert.Equal((TrialState.Running, TrialState.Pending), (after.Trials[Plans.Trial(1)], after.Trials[Plans.Trial(2)]));
        Assert.True(_fixture.Succeed(Plans.Leaf(1), First));
    }

    [Fact]
    public void WhatRanAndLeftThePlanIsLost()
    {
        _fixture.Begin(Plans.Of(1, 2));
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        _fixture.Lease(Plans.Leaf(2), First);
        _fixture.Reopen();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        _fixture.Begin(Plans.Of(1));
        Assert.False(_fixture.Succeed(Plans.Leaf(2), First));
        var after = _fixture.Begin(Plans.Of(1, 2));
        Assert.Equal(new(StageState.Pending, First, Failed: new(0, 0, 1)), after.Stages[Plans.Leaf(2)]);
        var attempt = _fixture.Stage(Plans.Leaf(2)).LastAttempt!;
        Assert.Equal((FailureKind.Lost, "coordinator stopped", _fixture.Now), (attempt.Failure, attempt.FailureReason, attempt.EndedAt));
    }

    [Fact]
    public void WhatFailedOrWasSkippedStaysSo()
    {
        FailTheRootOf(1);
        var after = _fixture.Begin(Plans.Of(1));
        Assert.Equal(new(StageState.Failed, First, Failed: new(1, 0, 0)), after.Stages[Plans.Root]);
        Assert.Equal((StageState.Skipped, TrialState.Failed), (after.Stages[Plans.Leaf(1)].State, after.Trials[Plans.Trial(1)]));
    }

    [Fact]
    public void WhatFailedIsTriedAgainWhenAskedFor_WithItsNumbersGoingOn()
    {
        FailTheRootOf(1);
        var after = _fixture.Begin(Plans.Of(1), retryFailed: true);
        Assert.Equal(new(StageState.Pending, First), after.Stages[Plans.Root]);
        Assert.Equal(StageState.Pending, after.Stages[Plans.Leaf(1)].State);
        Assert.Equal(TrialState.Pending, after.Trials[Plans.Trial(1)]);
        Assert.Null(_fixture.Trial(1).Reason);
        Assert.True(_fixture.Lease(Plans.Root, First.Next));
    }

    [Fact]
    public void ATrialThatIsNewTakesItsStagesOutOfQuarantine_AndNoOthers()
    {
        FailTheRootOf(1);
        var after = _fixture.Begin(Plans.Of(1, 2));
        Assert.Equal(new(StageState.Pending, First), after.Stages[Plans.Root]);
        Assert.Equal(StageState.Skipped, after.Stages[Plans.Leaf(1)].State);
        Assert.Equal((TrialState.Failed, TrialState.Pending), (after.Trials[Plans.Trial(1)], after.Trials[Plans.Trial(2)]));
    }

    [Fact]
    public void FailuresAreCountedByKind_LossesOnlyInARow_AndNothingBeforeARetry()
    {
        _fixture.Begin(Plans.Of(1));
        FailureKind[] kinds = [FailureKind.Lost, FailureKind.Lost, FailureKind.Crash, FailureKind.OutOfMemory, FailureKind.Hung, FailureKind.Diverged];
        for (var i = 0; i < kinds.Length; i++)
        {
            _fixture.Lease(Plans.Root, new(i + 1));
            if (i == 1) _fixture.One(new AttemptProgressed(Plans.Root, new(i + 1), [new(1, "loss", 1)], _fixture.Now));
            _fixture.Fail(Plans.Root, new(i + 1), final: i == kinds.Length - 1, kinds[i]);
        }

        Assert.Equal(new(Crashes: 2, OutOfMemory: 1, Losses: 1), _fixture.Begin(Plans.Of(1)).Stages[Plans.Root].Failed);
        _fixture.One(new StageRequeued(Plans.Root, "asked for", _fixture.Now));
        Assert.Equal(default, _fixture.Begin(Plans.Of(1)).Stages[Plans.Root].Failed);
    }

    [Fact]
    public void ATrialThatFailed_WaitsAgainOnceNothingOnItsPathIsInQuarantine()
    {
        FailTheRootOf(1);
        _fixture.One(new StageRequeued(Plans.Root, "asked for by another sweep", _fixture.Now));
        Assert.Equal(TrialState.Failed, _fixture.Begin(Plans.Of(1)).Trials[Plans.Trial(1)]);
        _fixture.One(new StageRequeued(Plans.Leaf(1), "asked for by another sweep", _fixture.Now));
        Assert.Equal(TrialState.Pending, _fixture.Begin(Plans.Of(1)).Trials[Plans.Trial(1)]);
    }

    [Fact]
    public void AStageThatWasToRunAgainForItsArtifact_IsDone_WithItsArtifactGone()
    {
        _fixture.Begin(Plans.Of(1));
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        _fixture.One(new StageReopened(Plans.Root, "its artifact is gone", _fixture.Now));
        var after = _fixture.Begin(Plans.Of(1)).Stages[Plans.Root];
        Assert.Equal((StageState.Succeeded, true, Plans.Outcome().Artifact), (after.State, after.ArtifactDeleted, after.Artifact));
    }

    [Fact]
    public void WhatAnotherSweepStillStartsFromIsNeeded()
    {
        var first = _fixture.Begin(Plans.Named("one", 1));
        Assert.Equal([Plans.Root], _fixture.Begin(Plans.Named("two", 7)).NeededElsewhere);
        _fixture.One(new TrialChanged(first.Id, Plans.Trial(1), TrialState.Cancelled, "asked for", _fixture.Now));
        Assert.Empty(_fixture.Begin(Plans.Named("two", 7)).NeededElsewhere);
    }

    [Fact]
    public void ATrialThatLeftThePlanIsDropped_AndComesBackAsItWas()
    {
        var sweep = _fixture.Begin(Plans.Of(1, 2));
        _fixture.One(new TrialChanged(sweep.Id, Plans.Trial(2), TrialState.Succeeded, null, _fixture.Now));
        var edited = _fixture.Begin(Plans.Of(3, 1));
        Assert.Equal([Plans.Trial(1), Plans.Trial(3)], edited.Trials.Keys.OrderBy(t => t == Plans.Trial(3)));
        Assert.True(_fixture.Trial(2).Dropped);
        Assert.Equal(2, _fixture.Trial(1).Number);
        Assert.Equal(3, _fixture.Read(q => q.Counts(sweep.Id)).Stages[StageState.Pending]);
        Assert.Equal(TrialState.Succeeded, _fixture.Begin(Plans.Of(1, 2)).Trials[Plans.Trial(2)]);
        Assert.False(_fixture.Trial(2).Dropped);
        Assert.True(_fixture.Trial(3).Dropped);
    }

    [Fact]
    public void ATrialWhosePathChangedRunsAgain()
    {
        var plan = Plans.Of(1);
        var sweep = _fixture.Begin(plan);
        _fixture.One(new TrialChanged(sweep.Id, Plans.Trial(1), TrialState.Succeeded, null, _fixture.Now));
        Assert.Equal(TrialState.Succeeded, _fixture.Begin(plan).Trials[Plans.Trial(1)]);
        var shorter = plan with { Trials = [plan.Trials[0] with { Stages = [Plans.Leaf(1)] }] };
        Assert.Equal(TrialState.Succeeded, _fixture.Store.Look(sweep.Id, shorter).Trials[Plans.Trial(1)]);
        Assert.Equal(TrialState.Pending, _fixture.Begin(shorter).Trials[Plans.Trial(1)]);
    }

    [Fact]
    public void AnotherSweepSharesTheStagesThatAreDone()
    {
        _fixture.Begin(Plans.Named("one", 1));
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        var other = _fixture.Begin(Plans.Named("two", 7));
        Assert.Equal(StageState.Succeeded, other.Stages[Plans.Root].State);
        Assert.Equal(["two", "one"], _fixture.Read(q => q.Sweeps()).Select(s => s.Name));
    }

    [Fact]
    public void TenThousandTrialsBeginInSeconds()
    {
        var plan = Plans.Of([.. Enumerable.Range(1, 10_000)]);
        var watch = Stopwatch.StartNew();
        _fixture.Begin(plan);
        Assert.Equal(10_000, _fixture.Begin(plan).Trials.Count);
        TestContext.Current.SendDiagnosticMessage("two times 10,000 trials in {0:F1} s", watch.Elapsed.TotalSeconds);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed} is the sign of a plan that is quadratic in its trials");
    }

    public void Dispose() => _fixture.Dispose();

    private void FailTheRootOf(int seed)
    {
        var sweep = _fixture.Begin(Plans.Of(seed));
        _fixture.Lease(Plans.Root, First);
        _fixture.Fail(Plans.Root, First, final: true);
        _fixture.One(new StageSkipped(Plans.Leaf(seed), "its parent failed", _fixture.Now));
        _fixture.One(new TrialChanged(sweep.Id, Plans.Trial(seed), TrialState.Failed, "a stage failed", _fixture.Now));
    }
}
