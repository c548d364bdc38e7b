using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenTheSweepIsDrained
{
    [Fact]
    public void RunningStagesAreCancelled_NothingNewStarts_AndItEndsWhenTheyHaveStopped()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("r1 eval", "r2 eval")));
        var lease = sweep.Work("a")!;
        Assert.Single(sweep.Do(new DrainRequested("Ctrl-C")).OfType<Cancel>());
        Assert.Null(sweep.Work("b"));
        var last = sweep.Fail("a", lease, FailureKind.Cancelled);
        Assert.Equal("Ctrl-C", last.OfType<Finish>().Single().Interrupted);
    }

    [Fact]
    public void AStageThatItsSlotHasNotBegun_IsTakenBack_NotOrderedAgain()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        sweep.Work("a");
        sweep.Do(new DrainRequested("Ctrl-C"));
        var commands = sweep.Do(new StageRequested(new("a")));
        Assert.Empty(commands.OfType<Dispatch>());
        Assert.Equal("Ctrl-C", commands.OfType<Finish>().Single().Interrupted);
    }

    [Fact]
    public void WhoeverStillRuns_IsToldAgain()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        var lease = sweep.Work("a")!;
        sweep.Do(new DrainRequested("Ctrl-C"));
        Assert.Equal(lease, Assert.Single(sweep.Do(new AttemptAdvanced(new("a"), lease, true, 0, [])).OfType<Cancel>()).Lease);
        Assert.Equal(lease, Assert.Single(sweep.Do(new SlotJoined(new("a"), [lease])).OfType<Cancel>()).Lease);
    }

    [Fact]
    public void AStageThatEndedWellAllTheSame_Counts()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk")));
        var lease = sweep.Work("a")!;
        sweep.Do(new DrainRequested("Ctrl-C"));
        Assert.Null(sweep.Succeed("a", lease).OfType<Finish>().Single().Interrupted);
    }

    [Fact]
    public void WithoutAnySlotLeft_ItEndsWithTheReason()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval")));
        Assert.Equal("none left", sweep.Do(new SlotsExhausted("none left")).OfType<Finish>().Single().Interrupted);
    }
}
