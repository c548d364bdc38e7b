using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

public sealed class WhenTheCoordinatorIsBack
{
    private static readonly StageLease Lease = new(Plans.Key("/trunk"), new(1));
    private readonly Driver _sweep = Begin();

    [Fact]
    public void ASlotThatComesWithItsStage_GoesOn()
    {
        Assert.Empty(_sweep.Do(new SlotJoined(new("a"), [Lease])).OfType<Cancel>());
        _sweep.Now += Plans.Policy.LeaseLength;
        _sweep.Do(new TimePassed());
        Assert.Single(_sweep.Succeed("a", Lease).OfType<Acknowledge>());
        Assert.Empty(_sweep.Recorded<AttemptFailed>());
    }

    [Fact]
    public void MeanwhileNobodyElseGetsTheStage() => Assert.Null(_sweep.Work("b"));

    [Fact]
    public void ASlotThatDoesNotComeBackInTime_HasLostIt()
    {
        _sweep.Work("b");
        _sweep.Now += Plans.Policy.AdoptionGrace + TimeSpan.FromMilliseconds(1);
        var order = Driver.OrderTo("b", _sweep.Do(new TimePassed()));
        Assert.Equal(new StageLease(Lease.Stage, new(2)), order);
    }

    [Fact]
    public void ASlotWhoseProcessIsKnownToBeDead_HasLostItAtOnce()
    {
        _sweep.Work("b");
        Assert.NotNull(Driver.OrderTo("b", _sweep.Do(new SlotLeft(new("a"), "its process is gone", ForGood: true))));
        Assert.Equal(FailureKind.Lost, Assert.Single(_sweep.Recorded<AttemptFailed>()).Kind);
    }

    [Fact]
    public void AnOrderThatNeverArrived_IsSaidAgain_Once()
    {
        Assert.Equal(Lease, _sweep.Work("a"));
        Assert.Empty(_sweep.Recorded<AttemptFailed>());
        Assert.Equal(2, _sweep.Work("a")!.Attempt.Value);
    }

    [Fact]
    public void AReportOfWhatEndedMeanwhile_IsTaken()
    {
        _sweep.Do(new SlotJoined(new("a"), [Lease]));
        Assert.Equal(Plans.Key("/trunk/eval"), Driver.OrderTo("a", _sweep.Succeed("a", Lease))!.Stage);
    }

    [Fact]
    public void ASlotThatComesWithWhatIsRecorded_IsTold()
    {
        var sweep = new Driver(Plans.Begin(Plans.Of("trunk eval"), done: s => s.Kind == "trunk"));
        Assert.Single(sweep.Do(new SlotJoined(new("a"), [Lease])).OfType<Acknowledge>());
    }

    private static Driver Begin() => new(Plans.Begin(
        new StageTree(Plans.Of("trunk eval")), Plans.Policy, new() { [Lease.Stage] = new(StageState.Running, Lease.Attempt, Slot: new("a")) }));
}
