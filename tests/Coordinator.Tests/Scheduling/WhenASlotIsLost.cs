using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenASlotIsLost
{
    private readonly Driver _sweep = new(Plans.Begin(Plans.Of("trunk eval")));

    [Fact]
    public void ItsStageGoesToTheNextSlot()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Work("b");
        var next = _sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true)).OfType<Dispatch>().Single();
        Assert.Equal((new SlotId("b"), lease.Stage, 2), (next.Slot, next.Lease.Stage, next.Lease.Attempt.Value));
    }

    [Fact]
    public void ItsLateReport_IsRefused_AndTheStageStaysWithTheOther()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Work("b");
        _sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true));
        Assert.Single(_sweep.Succeed("a", lease).OfType<Refuse>());
        Assert.Equal(StageState.Running, _sweep.State.Stage(lease.Stage).State);
    }

    [Fact]
    public void ALeaseThatIsNotRenewed_IsLost()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Now += Plans.Policy.LeaseLength;
        Assert.Empty(_sweep.Do(new TimePassed()));
        _sweep.Now += TimeSpan.FromMilliseconds(1);
        var commands = _sweep.Do(new TimePassed());
        Assert.Contains(commands, c => c is Cancel cancel && cancel.Lease == lease);
        Assert.Equal(FailureKind.Lost, Assert.Single(_sweep.Recorded<AttemptFailed>()).Kind);
    }

    [Fact]
    public void ProgressRenewsTheLease()
    {
        var lease = _sweep.Work("a")!;
        for (var i = 0; i < 5; i++)
        {
            _sweep.Now += Plans.Policy.LeaseLength;
            _sweep.Do(new AttemptAdvanced(new("a"), lease, true, 0, []));
            _sweep.Do(new TimePassed());
        }
        Assert.Empty(_sweep.Recorded<AttemptFailed>());
    }

    [Fact]
    public void OneThatGivesUpUnasked_GetsNothingUntilItAsks()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("r1 eval", "r2 eval")));
        var first = sweep.Work("a")!;
        Assert.Null(Driver.OrderTo("a", sweep.Fail("a", first, FailureKind.Cancelled)));
        Assert.Empty(sweep.Do(new TimePassed()).OfType<Dispatch>());
        Assert.Equal(2, sweep.Ask("a")!.Attempt.Value);
    }

    [Fact]
    public void OneThatGivesUpUnaskedWhatItHadAhead_GetsNothingAheadUntilItAsks()
    {
        var sweep = new Driver(Plans.Begin(new StageTree(Plans.Of("r1 eval", "r2 eval", "r3 eval")), Plans.Policy with { PrefetchLead = TimeSpan.FromSeconds(60) }));
        var first = sweep.Work("a")!;
        sweep.Run("a", first);
        var ahead = sweep.State.HeldBy(new("a"))[1];
        Assert.Null(Driver.OrderTo("a", sweep.Fail("a", ahead, FailureKind.Cancelled)));
        Assert.Null(Driver.OrderTo("a", sweep.Run("a", first, steps: 2)));
        Assert.Null(Driver.OrderTo("a", sweep.Succeed("a", first)));
        Assert.NotNull(sweep.Ask("a"));
    }

    [Fact]
    public void LossesInARowWithoutAnEpoch_FailTheStage_ButAnEpochForgivesThem()
    {
        var lease = _sweep.Work("a")!;
        for (var i = 0; i < 10; i++)
        {
            _sweep.Do(new AttemptAdvanced(new("a"), lease, true, i, [new EpochMetric(i + 1, "loss", 1)]));
            _sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true));
            lease = _sweep.Work("a")!;
        }
        Assert.DoesNotContain(_sweep.Recorded<AttemptFailed>(), f => f.Final);
        for (var i = 0; i < Plans.Policy.MaxLosses - 1; i++)
        {
            _sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true));
            _sweep.Work("a");
        }
        Assert.Contains(_sweep.Recorded<AttemptFailed>(), f => f.Final);
    }

    [Fact]
    public void AReportThatComesTwice_IsAcknowledgedTwice_AndRecordedOnce()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Succeed("a", lease);
        Assert.Single(_sweep.Succeed("a", lease).OfType<Acknowledge>());
        Assert.Single(_sweep.Recorded<AttemptSucceeded>());
    }

    [Fact]
    public void ASlotStartedAnew_LosesWhatItHeld()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Do(new AttemptAdvanced(new("a"), lease, true, 1, []));
        var again = _sweep.Work("a");
        Assert.Equal(new StageLease(lease.Stage, new(2)), again);
    }

    [Fact]
    public void ItsLateMessages_DoNotBringItBack()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Do(new SlotLeft(new("a"), "it died", ForGood: true));
        _sweep.Succeed("a", lease);
        _sweep.Do(new StageRequested(new("a")));
        Assert.Empty(_sweep.State.Slots);
    }

    [Fact]
    public void BackWithAStageThatAnotherHas_ItIsToldToStop_AndThenTakesTheNext()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Work("b");
        _sweep.Do(new SlotLeft(new("a"), "it was cut off", ForGood: true));
        Assert.Single(_sweep.Do(new SlotJoined(new("a"), [lease])).OfType<Cancel>());
        Assert.Single(_sweep.Fail("a", lease, FailureKind.Cancelled).OfType<Refuse>());
        Assert.Null(_sweep.Ask("a"));
        _sweep.Do(new SlotLeft(new("b"), "it died", ForGood: true));
        Assert.Equal(lease.Stage, _sweep.State.HeldBy(new("a")).SingleOrDefault()?.Stage);
    }

    [Fact]
    public void BackWithAStageThatIsStillItsOwn_ItGoesOn()
    {
        var lease = _sweep.Work("a")!;
        _sweep.Do(new SlotJoined(new("a"), [lease]));
        Assert.Single(_sweep.Succeed("a", lease).OfType<Acknowledge>());
        Assert.Empty(_sweep.Recorded<AttemptFailed>());
    }
}
