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
    public void WhatRanWhenTheCoordinatorDiedIsPendingAgain_AndItsAttemptIsLost()
    {
        var sweep = _fixture.Begin(Plans.Of(1));
        _fixture.Lease(Plans.Root, First);
        _fixture.One(new TrialChanged(sweep.Id, Plans.Trial(1), TrialState.Running, null, _fixture.Now));
        _fixture.Reopen();
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var after = _fixture.Begin(Plans.Of(1));
        Assert.Equal((StageState.Pending, First), (after.Stages[Plans.Root].State, after.Stages[Plans.Root].LastAttempt));
        Assert.Equal(TrialState.Pending, after.Trials[Plans.Trial(1)]);
        var attempt = _fixture.Stage(Plans.Root).LastAttempt!;
        Assert.Equal((FailureKind.Lost, "coordinator stopped", _fixture.Now), (attempt.Failure, attempt.FailureReason, attempt.EndedAt));
    }

    [Fact]
    public void WhatFailedOrWasSkippedIsTriedAgain_WithItsNumbersGoingOn()
    {
        var sweep = _fixture.Begin(Plans.Of(1));
        _fixture.Lease(Plans.Root, First);
        _fixture.Fail(Plans.Root, First, final: true);
        _fixture.One(new StageSkipped(Plans.Leaf(1), "its parent failed", _fixture.Now));
        _fixture.One(new TrialChanged(sweep.Id, Plans.Trial(1), TrialState.Failed, "a stage failed", _fixture.Now));
        var after = _fixture.Begin(Plans.Of(1));
        Assert.Equal(new(StageState.Pending, First, null), after.Stages[Plans.Root]);
        Assert.Equal(StageState.Pending, after.Stages[Plans.Leaf(1)].State);
        Assert.Equal(TrialState.Pending, after.Trials[Plans.Trial(1)]);
        Assert.Null(_fixture.Trial(1).Reason);
        Assert.True(_fixture.Lease(Plans.Root, First.Next));
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
}
