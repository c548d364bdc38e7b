using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenTheFileIsEdited
{
    private readonly Driver _sweep = new(Plans.Begin(Plans.Of("trunk eval1", "old eval")));

    [Fact]
    public void WhatIsDoneStaysDone_WhatIsNewRuns_WhatLeftDoesNot()
    {
        var eval = Driver.OrderTo("a", _sweep.Succeed("a", _sweep.Work("a")!))!;
        var old = Driver.OrderTo("a", _sweep.Succeed("a", eval))!;
        Edit("trunk eval1", "trunk eval2");
        Assert.Equal((TrialState.Succeeded, TrialState.Pending), (_sweep.Trial(1), _sweep.Trial(2)));
        _sweep.Fail("a", old, FailureKind.Cancelled);
        var next = _sweep.Ask("a")!;
        Assert.Equal(Plans.Key("/trunk/eval2"), next.Stage);
        Assert.Null(Assert.Single(_sweep.Succeed("a", next).OfType<Finish>()).Interrupted);
        Assert.Single(_sweep.Recorded<LeaseGranted>(), l => l.Stage == Plans.Key("/trunk"));
    }

    [Fact]
    public void ItIsAnsweredWithCounts_AndRecordedAsOne()
    {
        _sweep.Succeed("a", _sweep.Work("a")!);
        var commands = Edit("trunk eval1", "trunk eval2", "new eval");
        var transitions = commands.OfType<RecordTransition>().Select(r => r.Transition).ToList();
        Assert.Single(transitions.OfType<PlanReplaced>());
        Assert.Equal(
            "3 trials, 2 of them new, and 1 dropped; 5 stages: 2 kept, 3 new (0 of these done before), 2 dropped; 1 are done",
            transitions.OfType<RequestAnswered>().Single().Answer);
    }

    [Fact]
    public void WhatRunsAndIsStillWanted_GoesOn()
    {
        var trunk = _sweep.Work("a")!;
        var commands = Edit("new1 eval", "trunk eval1", "new2 eval");
        Assert.Empty(commands.OfType<Cancel>());
        Assert.Single(_sweep.Succeed("a", trunk).OfType<Acknowledge>());
    }

    [Fact]
    public void WhatRunsAndLeft_IsStopped_AndItsReportRefused()
    {
        var trunk = _sweep.Work("a")!;
        Assert.Equal(trunk, Assert.Single(Edit("old eval").OfType<Cancel>()).Lease);
        Assert.Single(_sweep.Fail("a", trunk, FailureKind.Cancelled).OfType<Refuse>());
        Assert.Equal(Plans.Key("/old"), _sweep.Ask("a")!.Stage);
    }

    [Fact]
    public void FailedAttemptsStillCount()
    {
        _sweep.Fail("a", _sweep.Work("a")!, FailureKind.Crash);
        Edit("trunk eval1", "trunk eval2");
        Assert.Equal(1, _sweep.State.Stage(Plans.Key("/trunk")).Failed.Crashes);
    }

    [Fact]
    public void ANewTrialTakesItsStagesOutOfQuarantine()
    {
        _sweep.Fail("a", _sweep.Work("a")!, FailureKind.Diverged);
        Assert.Equal(TrialState.Failed, _sweep.Trial(1));
        Edit("trunk eval1", "old eval", "trunk eval2");
        Assert.NotEqual(StageState.Failed, _sweep.Stage("/trunk"));
        Assert.Equal((TrialState.Failed, StageState.Skipped), (_sweep.Trial(1), _sweep.Stage("/trunk/eval1")));
    }

    [Fact]
    public void WhatTheStoreHasDoneBefore_IsNotRunAgain()
    {
        Edit(new Dictionary<StageKey, StageRecord> { [Plans.Key("/new")] = new(StageState.Succeeded, new(1), new("file", 1, "same")) }, "trunk eval1", "new eval");
        _sweep.Work("a");
        _sweep.Work("b");
        Assert.Equal([Plans.Key("/new/eval"), Plans.Key("/trunk")], _sweep.Recorded<LeaseGranted>().Select(l => l.Stage));
    }

    [Fact]
    public void ATrialThatIsBack_StartsAnew()
    {
        Edit("trunk eval1");
        var plan = Numbered("trunk eval1", "old eval");
        var back = plan.Trials[1].Id;
        _sweep.Do(new PlanEdited(9, "", new StageTree(plan), new Dictionary<StageKey, StageRecord>(), new Dictionary<TrialId, TrialState> { [back] = TrialState.Cancelled }));
        Assert.Equal(back, Assert.Single(_sweep.Recorded<TrialRequeued>()).Trial);
        Assert.Equal(TrialState.Pending, _sweep.State.Trial(back));
    }

    /// <summary>As when the data set's content changed: the configuration is the same, the stages are not.</summary>
    [Fact]
    public void ATrialThatHadEnded_AndGoesAnotherPathNow_BeginsAnew()
    {
        _sweep.Succeed("a", Driver.OrderTo("a", _sweep.Succeed("a", _sweep.Work("a")!))!);
        var ended = Plans.Of("trunk eval1").Trials[0].Id;
        Assert.Equal(TrialState.Succeeded, _sweep.State.Trial(ended));
        var plan = Plans.Of("other eval1", "old eval");
        _sweep.Do(new PlanEdited(9, "", new StageTree(plan), new Dictionary<StageKey, StageRecord>(), new Dictionary<TrialId, TrialState>()));
        Assert.Equal(TrialState.Pending, _sweep.State.Trial(ended));
        Assert.Equal(2, _sweep.State.OpenTrials);
    }

    private ImmutableArray<SweepCommand> Edit(params string[] paths) => Edit(new Dictionary<StageKey, StageRecord>(), paths);

    private ImmutableArray<SweepCommand> Edit(Dictionary<StageKey, StageRecord> stages, params string[] paths) =>
        _sweep.Do(new PlanEdited(7, "text", new StageTree(Numbered(paths)), stages, new Dictionary<TrialId, TrialState>()));

    /// <summary>A trial is known by its path here, as it is by its configuration in a file.</summary>
    private static SweepPlan Numbered(params string[] paths)
    {
        var plan = Plans.Of(paths);
        var known = new[] { "trunk eval1", "old eval" };
        return plan with
        {
            Trials = [.. plan.Trials.Select(t => new TrialSpec(
                TrialId.Of(Array.IndexOf(known, paths[t.Number - 1]) is var place and >= 0 ? (place + 1).ToString(CultureInfo.InvariantCulture) : paths[t.Number - 1]),
                t.Number, t.Method, t.Configuration, t.Axes, t.Stages))],
        };
    }
}
