using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class WhenThePlanOfARunningSweepIsReplaced : IDisposable
{
    private static readonly AttemptNumber First = StoreFixture.First;

    private readonly StoreFixture _fixture = new();
    private readonly SweepRecord _sweep;

    public WhenThePlanOfARunningSweepIsReplaced() => _sweep = _fixture.Begin(Plans.Of(1, 2));

    [Fact]
    public void WhatIsNewIsAdded_WhatLeftIsDropped_AndWhatRunsGoesOn()
    {
        _fixture.Lease(Plans.Root, First);
        Assert.True(Replace(Plans.Of(3, 2)));
        Assert.Equal((StageState.Running, StageState.Pending), (_fixture.Stage(Plans.Root).State, _fixture.Stage(Plans.Leaf(3)).State));
        Assert.Equal([(3, 1), (2, 2)], _fixture.Read(q => q.Trials(_sweep.Id)).Select(t => (t.Id == Plans.Trial(3) ? 3 : 2, t.Number)));
        Assert.True(_fixture.Trial(1).Dropped);
        var row = _fixture.Read(q => q.FindSweep("sweep"))!;
        Assert.Equal(("name: edited", 1), (row.FileText, row.Runs));
        Assert.True(_fixture.Succeed(Plans.Root, First));
    }

    [Fact]
    public void WhatIsDoneStaysDone_AndAReopenedStageStaysOpen()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.Succeed(Plans.Root, First);
        _fixture.One(new TrialChanged(_sweep.Id, Plans.Trial(1), TrialState.Succeeded, null, _fixture.Now));
        _fixture.One(new StageReopened(Plans.Root, "its artifact is gone", _fixture.Now));
        Replace(Plans.Of(1, 2, 3));
        Assert.Equal((TrialState.Succeeded, StageState.Pending), (_fixture.Trial(1).State, _fixture.Stage(Plans.Root).State));
    }

    [Fact]
    public void ATrialThatIsNewTakesItsStagesOutOfQuarantine()
    {
        _fixture.Lease(Plans.Root, First);
        _fixture.Fail(Plans.Root, First, final: true);
        Replace(Plans.Of(1, 2));
        Assert.Equal(StageState.Failed, _fixture.Stage(Plans.Root).State);
        Replace(Plans.Of(1, 2, 3));
        Assert.Equal(StageState.Pending, _fixture.Stage(Plans.Root).State);
    }

    [Fact]
    public void TheStoreTellsBeforehandWhatItHasOfTheNewPlan()
    {
        _fixture.Begin(Plans.Named("earlier", 3));
        _fixture.Lease(Plans.Leaf(3), First);
        _fixture.Succeed(Plans.Leaf(3), First);
        var (stages, trials) = _fixture.Store.Look(_sweep.Id, Plans.Of(2, 3, 4));
        Assert.Equal(StageState.Succeeded, stages[Plans.Leaf(3)].State);
        Assert.DoesNotContain(Plans.Leaf(4), stages.Keys);
        Assert.Equal([Plans.Trial(2)], trials.Keys);
    }

    public void Dispose() => _fixture.Dispose();

    private bool Replace(SweepPlan plan) => _fixture.One(new PlanReplaced(_sweep.Id, plan, "name: edited", _fixture.Now));
}
