using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenARunBegins
{
    private static readonly ArtifactRecord Left = new("file", 100, "same");

    [Fact]
    public void ATrialWhoseStagesAnotherSweepFinished_EndsAtOnce()
    {
        var sweep = Begin(Plans.Of("trunk eval"), ("/trunk", new(StageState.Succeeded, new(1), Left)), ("/trunk/eval", new(StageState.Succeeded, new(1))));
        Assert.Equal(TrialState.Succeeded, sweep.Trial(1));
        Assert.Null(Assert.Single(sweep.All.OfType<Finish>()).Interrupted);
    }

    [Fact]
    public void WhatIsInQuarantineStaysThere_AndFailsItsTrials()
    {
        var sweep = Begin(Plans.Of("bad eval", "good eval"), ("/bad", new(StageState.Failed, new(3))));
        Assert.Equal((TrialState.Failed, StageState.Skipped), (sweep.Trial(1), sweep.Stage("/bad/eval")));
        Assert.Equal(Plans.Key("/good"), sweep.Work("a")!.Stage);
    }

    [Fact]
    public void WhatAnotherSweepSkippedWhenNobodyNeededIt_IsPutBack()
    {
        var sweep = Begin(Plans.Of("trunk eval"), ("/trunk", new(StageState.Succeeded, new(1), Left)), ("/trunk/eval", new(StageState.Skipped, new(0))));
        Assert.Equal(Plans.Key("/trunk/eval"), Assert.Single(sweep.Recorded<StageRequeued>()).Stage);
        Assert.Equal(Plans.Key("/trunk/eval"), sweep.Work("a")!.Stage);
    }

    [Fact]
    public void AParentWhoseArtifactWasDeleted_RunsAgain_AndSoDoesItsOwn()
    {
        var gone = new StageRecord(StageState.Succeeded, new(1), Left, ArtifactDeleted: true);
        var sweep = Begin(Plans.Of("stem mid eval", "stem mid other"), ("/stem", gone), ("/stem/mid", gone), ("/stem/mid/other", new(StageState.Succeeded, new(1))));
        var stem = sweep.Work("a")!;
        Assert.Equal((Plans.Key("/stem"), 2), (stem.Stage, stem.Attempt.Value));
        Assert.Equal([Plans.Key("/stem/mid"), Plans.Key("/stem")], sweep.Recorded<StageReopened>().Select(r => r.Stage));
        var mid = Driver.OrderTo("a", sweep.Leave("a", stem))!;
        var eval = Driver.OrderTo("a", sweep.Leave("a", mid))!;
        Assert.Equal(Plans.Key("/stem/mid/eval"), eval.Stage);
        Assert.NotEmpty(sweep.Succeed("a", eval).OfType<Finish>());
        Assert.Contains("its artifact was deleted in an earlier run, and mid", sweep.Recorded<LeaseGranted>().First().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void AnArtifactThatComesOutDifferently_IsToldOf()
    {
        var sweep = Begin(Plans.Of("stem eval"), ("/stem", new(StageState.Succeeded, new(1), Left, ArtifactDeleted: true)));
        sweep.Leave("a", sweep.Work("a")!, sha256: "other");
        Assert.Contains(sweep.Recorded<EventLogged>(), e => e.Name == "artifact-differs");
    }

    [Fact]
    public void FailedAttemptsOfEarlierRunsCount()
    {
        var sweep = Begin(Plans.Of("trunk eval"), ("/trunk", new(StageState.Pending, new(2), Failed: new(Crashes: Plans.Policy.MaxCrashes - 1, 0, 0))));
        sweep.Fail("a", sweep.Work("a")!, FailureKind.Crash);
        Assert.Equal(StageState.Failed, sweep.Stage("/trunk"));
    }

    private static Driver Begin(SweepPlan plan, params (string Path, StageRecord Record)[] stages)
    {
        var record = Plans.Record(plan, stages.ToDictionary(s => Plans.Key(s.Path), s => s.Record));
        var sweep = new Driver(SweepState.Begin(record, new StageTree(plan), Plans.Policy, Plans.Start));
        sweep.Do(new SweepBegun());
        return sweep;
    }
}
