using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenAStageIsGivenAhead
{
    private static readonly SchedulingPolicy Policy = Plans.Policy with { LeaseLength = TimeSpan.FromHours(1), PrefetchLead = TimeSpan.FromSeconds(5) };

    [Fact]
    public void ItIsOneAtMost_AndOnlyWhenNobodyWaits()
    {
        var sweep = Begin(null, "r1 eval", "r2 eval", "r3 eval", "r4 eval");
        var first = sweep.Work("a")!;
        Assert.Single(sweep.State.HeldBy(new("a")));
        sweep.Run("a", first);
        Assert.Equal(2, sweep.State.HeldBy(new("a")).Length);
        Assert.Empty(sweep.Do(new TimePassed()));
        Assert.Equal("first attempt; ahead of the slot's next turn", sweep.Recorded<LeaseGranted>().Last().Reason);
        sweep.Do(new SlotJoined(new("b"), []));
        Assert.Equal(Plans.Key("/r3"), sweep.Do(new StageRequested(new("b"))).OfType<Dispatch>().Single().Lease.Stage);
    }

    [Fact]
    public void AStageWithAKnownEnd_GetsItsSuccessorShortlyBefore()
    {
        var sweep = Begin(_ => 60, "r1 eval", "r2 eval");
        sweep.Run("a", sweep.Work("a")!);
        Assert.Single(sweep.State.HeldBy(new("a")));
        sweep.Now += TimeSpan.FromSeconds(54);
        Assert.Empty(sweep.Do(new TimePassed()));
        sweep.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(Plans.Key("/r2"), Driver.OrderTo("a", sweep.Do(new TimePassed()))!.Stage);
    }

    [Fact]
    public void TheTimeOfASuccessorCounts_FromItsTurn()
    {
        var sweep = Begin(_ => 60, "r1", "r2", "r3");
        var first = sweep.Work("a")!;
        sweep.Run("a", first);
        sweep.Now += TimeSpan.FromSeconds(55);
        Assert.NotNull(Driver.OrderTo("a", sweep.Do(new TimePassed())));
        sweep.Now += TimeSpan.FromSeconds(5);
        sweep.Succeed("a", first);
        sweep.Now += TimeSpan.FromSeconds(54);
        Assert.Empty(sweep.Do(new TimePassed()));
        sweep.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(Plans.Key("/r3"), Driver.OrderTo("a", sweep.Do(new TimePassed()))!.Stage);
    }

    [Fact]
    public void WhatStagesOfTheKindTookInThisRun_StandsInForWhatIsNotKnown()
    {
        var plan = Plans.Of("r1", "r2", "r3");
        plan = plan with { Stages = [.. plan.Stages.Select(s => new StageSpec(s.Key, s.Parent, "root", 1, s.Settings, s.DataFingerprint, s.Work))] };
        var sweep = new Driver(Plans.Begin(new StageTree(plan), Policy));
        sweep.Do(new AttemptReportedSuccess(new("a"), sweep.Work("a")!, Driver.Outcome with { TrainSeconds = 60 }));
        Assert.Single(sweep.State.HeldBy(new("a")));
        sweep.Now += TimeSpan.FromSeconds(55);
        sweep.Do(new TimePassed());
        Assert.Equal(2, sweep.State.HeldBy(new("a")).Length);
    }

    [Fact]
    public void ATimeBeyondAllMeasure_IsBorne()
    {
        var sweep = Begin(null, "root eval1", "root eval2");
        var commands = sweep.Do(new AttemptReportedSuccess(new("a"), sweep.Work("a")!, Driver.Outcome with { TrainSeconds = double.MaxValue }));
        var eval = Driver.OrderTo("a", commands)!;
        Assert.Single(sweep.Do(new AttemptReportedSuccess(new("a"), eval, Driver.Outcome with { TrainSeconds = double.MaxValue })).OfType<Acknowledge>());
    }

    [Fact]
    public void AnIdleSlotGetsIt_WhenNothingElseIsLeft()
    {
        var sweep = Begin(null, "r1 eval", "r2 eval");
        sweep.Run("a", sweep.Work("a")!);
        var ahead = sweep.State.HeldBy(new("a"))[1];
        sweep.Do(new SlotJoined(new("b"), []));
        var asked = Assert.Single(sweep.Do(new StageRequested(new("b"))).OfType<GiveBack>());
        Assert.Equal((new SlotId("a"), ahead), (asked.Slot, asked.Lease));
        Assert.Empty(sweep.Do(new StageRequested(new("b"))).OfType<GiveBack>());
        var order = Driver.OrderTo("b", sweep.Fail("a", ahead, FailureKind.Cancelled));
        Assert.Equal(ahead.Stage, order!.Stage);
        Assert.Equal((0, 0), (sweep.State.Stage(ahead.Stage).Failed.Losses, sweep.State.Stage(ahead.Stage).Failed.Crashes));
    }

    [Fact]
    public void OneThatHasBegunAfterAll_Stays()
    {
        var sweep = Begin(null, "r1 eval", "r2 eval");
        var first = sweep.Work("a")!;
        sweep.Run("a", first);
        var ahead = sweep.State.HeldBy(new("a"))[1];
        sweep.Work("b");
        sweep.Run("a", ahead);
        sweep.Succeed("a", first);
        Assert.True(sweep.State.Holds(new("a"), ahead));
        Assert.Single(sweep.All.OfType<GiveBack>());
    }

    [Fact]
    public void AfterItsReport_ASlotWithNothingGetsTheNext_WithoutAsking()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        Assert.Equal(Plans.Key("/trunk/eval"), Driver.OrderTo("a", sweep.Succeed("a", sweep.Work("a")!))!.Stage);
    }

    [Fact]
    public void AmongEqualStages_AChildOfTheSlotsLastComesFirst_AndIsSaidToBe()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("r1 eval", "r2 eval")));
        var (r1, r2) = (sweep.Work("a")!, sweep.Work("b")!);
        sweep.Do(new SlotLeft(new("a"), "it was cut off", ForGood: false));
        sweep.Succeed("a", r1);
        Assert.Equal(Plans.Key("/r2/eval"), Driver.OrderTo("b", sweep.Succeed("b", r2))!.Stage);
        Assert.Equal("first attempt; the slot has its parent's weights", sweep.Recorded<LeaseGranted>().Last().Reason);
    }

    [Fact]
    public void TheLongestExpectedComesFirst_AndWorkStandsInForWhatIsNotKnown()
    {
        var seconds = new Dictionary<string, double?> { ["r1"] = 10, ["r2"] = 30, ["r3"] = null };
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("r1", "r2", "r3"), s => seconds[s.Kind]), Plans.Policy));
        Assert.Equal(["/r2", "/r3", "/r1"], new[] { "a", "b", "c" }.Select(sweep.Work).Select(l => "/" + sweep.State.Tree.Spec(l!.Stage).Kind));
    }

    private static Driver Begin(Func<StageSpec, double?>? seconds, params string[] paths) => new(Plans.Begin(new StageTree(Plans.Of(paths), seconds), Policy));
}
