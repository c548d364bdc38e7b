using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

public sealed class WhenASweepIsCoordinated : IAsyncDisposable
{
    private readonly SweepFixture _run = new(Plans.Of("root eval"));

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public async Task AStageIsOrdered_AfterItsLeaseIsInTheStore()
    {
        var (_, lease) = await _run.Work("a");
        Assert.Equal(AttemptState.Running, _run.Attempt(lease).State);
    }

    [Fact]
    public async Task AReportIsAnswered_AfterItIsInTheStore()
    {
        var (a, lease) = await _run.Work("a");
        _run.Coordinator.Tell(new StageSucceeded(new("a"), lease, SweepFixture.Outcome(lease.Stage)), a.Actor);
        await a.Next<ReportRecorded>();
        Assert.Equal(AttemptState.Succeeded, _run.Attempt(lease).State);
    }

    [Fact]
    public async Task ItEnds_WhenEveryStageHas()
    {
        var (a, root) = await _run.Work("a");
        _run.Coordinator.Tell(new StageSucceeded(new("a"), root, SweepFixture.Outcome(root.Stage)), a.Actor);
        await a.Next<ReportRecorded>();
        _run.Coordinator.Tell(new RequestStage(new("a")), a.Actor);
        var eval = (await a.Next<RunStage>()).Lease;
        _run.Coordinator.Tell(new StageSucceeded(new("a"), eval, SweepFixture.Outcome(eval.Stage)), a.Actor);
        Assert.Equal(new SweepEnd(null, Fault: false), await _run.End());
        Assert.Equal(TrialState.Succeeded, Assert.Single(_run.Read(q => q.Trials(_run.Sweep))).State);
    }

    [Fact]
    public async Task TheStageOfADeadGpuActor_GoesToTheOther()
    {
        var (_, lease) = await _run.Work("a");
        var b = await _run.Join("b");
        _run.Coordinator.Tell(new RequestStage(new("b")), b.Actor);
        _run.Registry.Tell(new GpuRegistry.ProcessEnded(new("a"), 1, "it was killed"));
        var again = (await b.Next<RunStage>()).Lease;
        Assert.Equal((lease.Stage, lease.Attempt.Next), (again.Stage, again.Attempt));
        Assert.Equal(FailureKind.Lost, _run.Attempt(lease).Failure);
    }

    [Fact]
    public async Task ARegistrationThatArrivesTwice_DoesNotTakeTheStageAway()
    {
        var a = _run.Probe();
        var registration = SweepFixture.Registration("a", Guid.NewGuid());
        _run.Registry.Tell(registration, a.Actor);
        await a.Next<SlotRegistered>();
        _run.Coordinator.Tell(new RequestStage(new("a")), a.Actor);
        var lease = (await a.Next<RunStage>()).Lease;
        _run.Registry.Tell(registration, a.Actor);
        await a.Next<SlotRegistered>();
        _run.Coordinator.Tell(new StageSucceeded(new("a"), lease, SweepFixture.Outcome(lease.Stage)), a.Actor);
        await a.Next<ReportRecorded>();
        Assert.Equal(AttemptState.Succeeded, _run.Attempt(lease).State);
    }

    [Fact]
    public async Task AGpuActorThatWasStartedAnew_LosesTheStage_EvenInTheSameProcess()
    {
        var (a, lease) = await _run.Work("a");
        _run.Registry.Tell(SweepFixture.Registration("a", Guid.NewGuid()), a.Actor);
        await a.Next<SlotRegistered>();
        _run.Coordinator.Tell(new RequestStage(new("a")), a.Actor);
        Assert.Equal(lease.Attempt.Next, (await a.Next<RunStage>()).Lease.Attempt);
    }

    [Fact]
    public async Task WhoeverWasTakenForDead_IsAskedToRegisterAgain_AndItsReportIsThenRefused()
    {
        var (a, lease) = await _run.Work("a");
        _run.Registry.Tell(new GpuRegistry.ProcessEnded(new("a"), 1, "it was cut off"));
        var (b, _) = await _run.Work("b");
        var report = new StageSucceeded(new("a"), lease, SweepFixture.Outcome(lease.Stage));
        _run.Coordinator.Tell(report, a.Actor);
        await a.Next<RegisterAgain>();
        _run.Registry.Tell(SweepFixture.Registration("a", Guid.NewGuid(), lease), a.Actor);
        await a.Next<CancelStage>();
        _run.Coordinator.Tell(report, a.Actor);
        await a.Next<ReportRefused>();
        Assert.NotNull(b);
    }
}
