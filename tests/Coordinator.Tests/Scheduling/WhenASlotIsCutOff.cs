using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenASlotIsCutOff
{
    private readonly Driver _sweep = new(Plans.Begin(Plans.Of("trunk eval")));

    [Fact]
    public void ItKeepsItsLease_UntilTheDeadline()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Run("a", lease);
        _sweep.Work("b");
        Assert.Empty(_sweep.Do(new SlotLeft(new("a"), "it was cut off", ForGood: false)).OfType<Dispatch>());
        Assert.True(_sweep.State.Holds(new("a"), lease));
        _sweep.Now += Plans.Policy.LeaseLength + TimeSpan.FromMilliseconds(1);
        Assert.Equal(lease.Stage, Driver.OrderTo("b", _sweep.Do(new TimePassed()))!.Stage);
    }

    [Fact]
    public void BackInTime_ItGoesOn()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Run("a", lease);
        _sweep.Do(new SlotLeft(new("a"), "it was cut off", ForGood: false));
        _sweep.Do(new SlotJoined(new("a"), [lease]));
        _sweep.Now += Plans.Policy.LeaseLength;
        Assert.Empty(_sweep.Do(new TimePassed()));
        _sweep.Succeed("a", lease);
        Assert.Empty(_sweep.Recorded<AttemptFailed>());
    }

    [Fact]
    public void NothingIsGivenToIt()
    {
        _sweep.Do(new SlotJoined(new("a"), []));
        _sweep.Do(new SlotLeft(new("a"), "it was cut off", ForGood: false));
        Assert.Null(_sweep.Ask("a"));
        Assert.Empty(_sweep.State.Slots);
    }

    [Fact]
    public void AStageThatItHeldAhead_IsNotLost_OnlyTakenBack()
    {
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("r1 eval", "r2 eval")), Plans.Policy with { PrefetchLead = TimeSpan.FromSeconds(5) }));
        sweep.Run("a", sweep.Work("a")!);
        Assert.Equal(2, sweep.State.HeldBy(new("a")).Length);
        sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true));
        Assert.Equal([FailureKind.Cancelled, FailureKind.Lost], sweep.Recorded<AttemptFailed>().Select(f => f.Kind));
        Assert.Equal(0, sweep.State.Stage(Plans.Key("/r2")).Failed.Losses);
    }
}
