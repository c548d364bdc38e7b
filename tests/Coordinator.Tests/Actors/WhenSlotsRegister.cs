using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Actors;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.TestSupport;
using AdaSapSweep.TestSupport.Actors;
using Akka.Actor;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Actors;

public sealed class WhenSlotsRegister : IAsyncDisposable
{
    private static readonly TimeSpan RivalTimeout = TimeSpan.FromSeconds(5);
    private static readonly SharedFolder Folder = new("/artifacts", "the mark");

    private readonly ActorSystem _system = ActorSystem.Create("registry", Akka.Configuration.ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly ManualClock _clock = new();
    private readonly Probe _coordinator;
    private readonly IActorRef _registry;

    public WhenSlotsRegister()
    {
        _coordinator = new(_system);
        var (clock, coordinator) = (_clock, _coordinator.Actor);
        _registry = _system.ActorOf(Props.Create(() => new GpuRegistry(Folder, RivalTimeout, clock, coordinator)));
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task TheyHearWhichFolderIsShared()
    {
        var a = new Probe(_system);
        Register(a, process: 1);
        Assert.Equal(Folder, (await a.Next<SlotRegistered>()).Folder);
    }

    [Fact]
    public async Task TheSameProcess_MayComeAnew_AsAfterItsLineWasCut()
    {
        var (before, after) = (new Probe(_system), new Probe(_system));
        Register(before, process: 1);
        await _coordinator.Next<GpuRegistry.SlotUp>();
        Register(after, process: 1);
        await after.Next<SlotRegistered>();
        Assert.Equal(after.Actor, (await _coordinator.Next<GpuRegistry.SlotUp>()).Actor);
    }

    [Fact]
    public async Task AnotherProcess_IsTurnedAway_WhileTheFirstSaysThatItIsThere()
    {
        var (first, second) = (new Probe(_system), new Probe(_system));
        var life = Guid.NewGuid();
        Register(first, process: 1, life);
        Register(second, process: 2);
        await first.Next<RegisterAgain>();
        Register(first, process: 1, life);
        Register(second, process: 2);
        Assert.Contains("process 1", (await second.Next<SlotTurnedAway>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherProcess_TakesThePlace_OfOneThatDoesNotAnswer()
    {
        var (first, second) = (new Probe(_system), new Probe(_system));
        var life = Guid.NewGuid();
        Register(first, process: 1);
        await _coordinator.Next<GpuRegistry.SlotUp>();
        Register(second, process: 2, life);
        await first.Next<RegisterAgain>();
        _clock.Advance(RivalTimeout);
        Register(second, process: 2, life);
        await second.Next<SlotRegistered>();
        Assert.True((await _coordinator.Next<GpuRegistry.SlotDown>()).ForGood);
        Assert.Equal(second.Actor, (await _coordinator.Next<GpuRegistry.SlotUp>()).Actor);
    }

    [Fact]
    public async Task OneThatHoldsMoreThanItCan_IsTurnedAway()
    {
        var a = new Probe(_system);
        var lease = new StageLease(new(new string('a', 64)), new(1));
        Register(a, process: 1, holding: [.. Enumerable.Repeat(lease, RegisterSlot.MostHeld + 1)]);
        await a.Next<SlotTurnedAway>();
    }

    [Fact]
    public async Task OneThatDoesNotSeeTheFolder_IsGone_AndMayComeBackWhenItDoes()
    {
        var a = new Probe(_system);
        Register(a, process: 1);
        await a.Next<SlotRegistered>();
        await _coordinator.Next<GpuRegistry.SlotUp>();
        _registry.Tell(new FolderNotShared(new("a"), "there is no /artifacts"), a.Actor);
        var gone = await _coordinator.Next<GpuRegistry.SlotDown>();
        Assert.Equal(("there is no /artifacts", false), (gone.Reason, gone.ForGood));
        Register(a, process: 1);
        await _coordinator.Next<GpuRegistry.SlotUp>();
    }

    [Fact]
    public async Task ASlotWithoutAProcess_IsGoneForGood_EvenIfItNeverCame()
    {
        _registry.Tell(new GpuRegistry.ProcessEnded(new("a"), null, "no process"), ActorRefs.NoSender);
        Assert.True((await _coordinator.Next<GpuRegistry.SlotDown>()).ForGood);
    }

    [Fact]
    public async Task TheEndOfAnEarlierProcess_DoesNotTakeTheSlotFromTheNext()
    {
        var a = new Probe(_system);
        Register(a, process: 2);
        await _coordinator.Next<GpuRegistry.SlotUp>();
        _registry.Tell(new GpuRegistry.ProcessEnded(new("a"), 1, "late"), ActorRefs.NoSender);
        _registry.Tell(new GpuRegistry.ProcessEnded(new("a"), 2, "now"), ActorRefs.NoSender);
        Assert.Equal("now", (await _coordinator.Next<GpuRegistry.SlotDown>()).Reason);
    }

    private void Register(Probe from, int process, Guid? life = null, ImmutableArray<StageLease>? holding = null) =>
        _registry.Tell(new RegisterSlot(new("a"), process, life ?? Guid.NewGuid(), "cpu", holding ?? []), from.Actor);
}
