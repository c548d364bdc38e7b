using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenTrialsAreRetried
{
    [Fact]
    public void WhatFailedAndWhatWasSkipped_RunsAgain_WithNothingCountedAgainstIt()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("bad eval", "good eval")));
        sweep.Fail("a", sweep.Work("a")!, FailureKind.Data);
        sweep.Do(new Requested(7, new RetryTrials([sweep.State.Tree.Plan.Trials[0].Id])));
        Assert.Equal("1 trial put back, with 2 stages that failed or were skipped", Assert.Single(sweep.Recorded<RequestAnswered>()).Answer);
        Assert.Equal(TrialState.Pending, sweep.Trial(1));
        Assert.Equal(default, sweep.State.Stage(Plans.Key("/bad")).Failed);
        sweep.Work("b");
        Assert.Equal("attempt 2, as put back by a retry", sweep.Recorded<LeaseGranted>().Last(l => l.Stage == Plans.Key("/bad")).Reason);
    }

    [Fact]
    public void ATrialThatDidNotFail_IsToldOf()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("good eval")));
        sweep.Do(new Requested(7, new RetryTrials([sweep.State.Tree.Plan.Trials[0].Id])));
        var answer = Assert.Single(sweep.Recorded<RequestAnswered>());
        Assert.Equal((false, "0 trials put back, with 0 stages that failed or were skipped; 1 neither failed nor cancelled"), (answer.Done, answer.Answer));
    }

    [Fact]
    public void AfterTheEnd_TheSweepIsOnAgain_AndEndsAgain()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("bad")));
        sweep.Fail("a", sweep.Work("a")!, FailureKind.Data);
        Assert.True(sweep.State.Finished);
        var bad = Driver.OrderTo("a", sweep.Do(new Requested(7, new RetryTrials([]))))!;
        sweep.Succeed("a", bad);
        Assert.Equal(2, sweep.All.OfType<Finish>().Count());
        Assert.Equal(TrialState.Succeeded, sweep.Trial(1));
    }

    [Fact]
    public void AParentWhoseArtifactIsGone_RunsAgainFirst()
    {
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("trunk eval1", "trunk eval2")), Plans.Policy with { Keep = KeepArtifacts.None }));
        var eval = Driver.OrderTo("a", sweep.Leave("a", sweep.Work("a")!))!;
        sweep.Do(new Requested(6, new CancelTrials([sweep.State.Tree.Plan.Trials[1].Id])));
        sweep.Succeed("a", eval);
        Assert.Equal(Plans.Key("/trunk"), Assert.Single(sweep.Recorded<ArtifactDeleted>()).Stage);
        var trunk = Driver.OrderTo("a", sweep.Do(new Requested(7, new RetryTrials([]))))!;
        Assert.Equal(new StageStart("/trunk", 2), StageStart.Of(sweep, trunk));
        Assert.Equal(new StageStart("/trunk/eval2", 1), StageStart.Of(sweep, Driver.OrderTo("a", sweep.Leave("a", trunk))!));
    }

    private sealed record StageStart(string Path, int Attempt)
    {
        public static StageStart Of(Driver sweep, Shared.Protocol.StageLease lease)
        {
            var spec = sweep.State.Tree.Spec(lease.Stage);
            return new($"{(spec.Parent is { } parent ? "/" + sweep.State.Tree.Spec(parent).Kind : "")}/{spec.Kind}", lease.Attempt.Value);
        }
    }
}
