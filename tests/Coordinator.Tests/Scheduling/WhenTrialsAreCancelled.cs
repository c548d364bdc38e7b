using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenTrialsAreCancelled
{
    private readonly Driver _sweep = new(Plans.Begin(Plans.Of("trunk eval1", "trunk eval2", "other eval")));

    [Fact]
    public void WhatOnlyTheyNeedIsSkipped_AndWhatOthersNeedGoesOn()
    {
        Cancel(1);
        Assert.Equal((TrialState.Cancelled, TrialState.Pending), (_sweep.Trial(1), _sweep.Trial(2)));
        Assert.Equal((StageState.Skipped, StageState.Pending), (_sweep.Stage("/trunk/eval1"), _sweep.Stage("/trunk")));
        Assert.Equal("1 trial cancelled: 1 stage not begun, 0 running to be stopped", Answer().Answer);
    }

    [Fact]
    public void WhatRunsForThemAloneIsStopped_AndThenSkipped_WhichIsNoFailure()
    {
        var trunk = _sweep.Work("a")!;
        Cancel(1, 2);
        Assert.Equal(trunk, Assert.Single(_sweep.All.OfType<Cancel>()).Lease);
        Assert.Equal("2 trials cancelled: 2 stages not begun, 1 running to be stopped", Answer().Answer);
        var next = _sweep.Fail("a", trunk, FailureKind.Cancelled);
        Assert.Equal(StageState.Skipped, _sweep.Stage("/trunk"));
        Assert.Equal(Plans.Key("/other"), Driver.OrderTo("a", next)!.Stage);
        Assert.Equal(0, _sweep.State.Stage(trunk.Stage).Failed.Losses);
    }

    [Fact]
    public void AStageThatEndedWellAllTheSame_Counts()
    {
        var trunk = _sweep.Work("a")!;
        Cancel(1, 2);
        _sweep.Succeed("a", trunk);
        Assert.Equal(StageState.Succeeded, _sweep.Stage("/trunk"));
    }

    /// <summary>A stage that ran again for them alone is needed after all, when another that had begun from its lost artifact gives up.</summary>
    [Fact]
    public void WhatRanAgainForThem_RunsOnceMore_WhenAnotherNeedsItYet()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("root mid", "root leaf")));
        var mid = Driver.OrderTo("a", sweep.Leave("a", sweep.Work("a")!))!;
        sweep.Run("a", mid);
        var again = Driver.OrderTo("b", sweep.Fail("b", sweep.Work("b")!, FailureKind.ParentMissing))!;
        Assert.Equal(Plans.Key("/root"), again.Stage);
        sweep.Do(new Requested(1, new CancelTrials([sweep.State.Tree.Plan.Trials[1].Id])));
        sweep.Fail("b", again, FailureKind.Cancelled);
        Assert.Equal(again.Stage, Driver.OrderTo("b", sweep.Fail("a", mid, FailureKind.Cancelled))?.Stage);
    }

    [Fact]
    public void WithAllOfThem_TheSweepEnds()
    {
        Cancel();
        Assert.Null(Assert.Single(_sweep.All.OfType<Finish>()).Interrupted);
        Assert.Equal(5, _sweep.Recorded<StageSkipped>().Count());
    }

    [Fact]
    public void TrialsThatEndedOrAreUnknown_AreToldOf()
    {
        Cancel(1);
        _sweep.Do(new Requested(8, new CancelTrials([_sweep.State.Tree.Plan.Trials[0].Id, TrialId.Of("unknown")])));
        var answer = Answer(8);
        Assert.False(answer.Done);
        Assert.EndsWith("; 1 ended already; 1 not in this sweep", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void TakenUpAgainBeforeItsStageHasStopped_ATrialGoesOnWhereItWas()
    {
        var trunk = _sweep.Work("a")!;
        Cancel(1, 2);
        _sweep.Do(new Requested(8, new RetryTrials([])));
        Assert.Equal("2 trials put back, with 2 stages that failed or were skipped", Answer(8).Answer);
        var again = Driver.OrderTo("a", _sweep.Fail("a", trunk, FailureKind.Cancelled))!;
        Assert.Equal((trunk.Stage, trunk.Attempt.Next), (again.Stage, again.Attempt));
        Assert.Equal(0, _sweep.State.Stage(trunk.Stage).Failed.Losses);
    }

    private void Cancel(params int[] trials) => _sweep.Do(new Requested(7, new CancelTrials([.. trials.Select(t => _sweep.State.Tree.Plan.Trials[t - 1].Id)])));

    private RequestAnswered Answer(long number = 7) => Assert.Single(_sweep.Recorded<RequestAnswered>(), a => a.Request == number);
}
