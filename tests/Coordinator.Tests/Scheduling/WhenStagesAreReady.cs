using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenStagesAreReady
{
    [Fact]
    public void AChildWaitsForItsParent()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var trunk = sweep.Work("a");
        Assert.Equal(Plans.Key("/trunk"), trunk!.Stage);
        Assert.Null(sweep.Work("b"));
        var dispatched = sweep.Succeed("a", trunk).OfType<Dispatch>().Single();
        Assert.Equal((new SlotId("a"), Plans.Key("/trunk/eval")), (dispatched.Slot, dispatched.Lease.Stage));
    }

    [Fact]
    public void TheDeepestIsLeasedFirst()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("r1 eval", "r2 eval")));
        var first = sweep.Work("a")!;
        sweep.Succeed("a", first);
        Assert.Equal(Plans.Key("/r1/eval"), sweep.Ask("a")!.Stage);
    }

    [Theory]
    [InlineData(8, null, "/t/long")]
    [InlineData(8, 1000L, "/t/long")]
    [InlineData(8, 10L, "/p/a/x2")]
    [InlineData(40, null, "/p/a/x2")]
    public void WhatWouldOutlastEverythingElse_ComesFirstAllTheSame_WhereThereIsRoom(int others, long? diskBudget, string next)
    {
        var seconds = new Dictionary<string, double?>(StringComparer.Ordinal) { ["t"] = 3, ["long"] = 10 };
        string[] paths = ["t long", .. Enumerable.Range(1, others).Select(i => FormattableString.Invariant($"p a x{i}"))];
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of(paths), s => seconds.GetValueOrDefault(s.Kind, 1), s => s.Kind == "long" ? 10 : 1), Plans.Policy with { DiskBudget = diskBudget }));
        var (t, p) = (sweep.Work("a")!, sweep.Work("b")!);
        Assert.Equal(Plans.Key("/t"), t.Stage);
        var a = Driver.OrderTo("b", sweep.Succeed("b", p))!;
        Assert.Equal(Plans.Key("/p/a/x1"), Driver.OrderTo("b", sweep.Succeed("b", a))!.Stage);
        Assert.Equal(Plans.Key(next), Driver.OrderTo("a", sweep.Succeed("a", t))!.Stage);
    }

    /// <summary>By plan all are alike; what the first of a kind took says which of them are long.</summary>
    [Theory]
    [InlineData(1, "/p/a/x2")]
    [InlineData(30, "/t")]
    public void WhatOutlastsEverythingElse_IsLearnedInTheRun(double seconds, string next)
    {
        string[] paths = ["q long", .. Enumerable.Range(1, 8).Select(i => FormattableString.Invariant($"p a x{i}")), "t long"];
        var sweep = new Driver(Plans.Begin(Plans.Of(paths)));
        var (q, p) = (sweep.Work("a")!, sweep.Work("b")!);
        var first = Driver.OrderTo("a", sweep.Succeed("a", q))!;
        Assert.Equal(Plans.Key("/q/long"), first.Stage);
        Assert.Equal(Plans.Key("/p/a/x1"), Driver.OrderTo("b", sweep.Succeed("b", Driver.OrderTo("b", sweep.Succeed("b", p))!))!.Stage);
        var then = sweep.Do(new AttemptReportedSuccess(new("a"), first, Driver.Outcome with { TrainSeconds = seconds }));
        Assert.Equal(Plans.Key(next), Driver.OrderTo("a", then)!.Stage);
    }

    [Fact]
    public void ASharedStageRunsOnce_AndServesBothTrials()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval1", "trunk eval2")));
        sweep.Succeed("a", sweep.Work("a")!);
        sweep.Succeed("a", sweep.Ask("a")!);
        sweep.Succeed("a", sweep.Ask("a")!);
        Assert.Equal(3, sweep.Recorded<LeaseGranted>().Count());
        Assert.Equal(2, sweep.Recorded<TrialChanged>().Count(t => t.State == TrialState.Succeeded));
        Assert.Null(Assert.Single(sweep.All.OfType<Finish>()).Interrupted);
    }

    [Fact]
    public void WhatTheStoreHasDone_IsNotLeasedAgain()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval"), done: s => s.Kind == "trunk"));
        Assert.Equal(Plans.Key("/trunk/eval"), sweep.Work("a")!.Stage);
    }

    [Fact]
    public void ARequestThatCrossedTheOrder_GetsTheSameLeaseAgain()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var lease = sweep.Work("a");
        Assert.Equal(lease, sweep.Ask("a"));
        Assert.Single(sweep.Recorded<LeaseGranted>());
    }
}
