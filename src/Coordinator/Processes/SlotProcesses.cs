using System.ComponentModel;
using System.Globalization;
using AdaSapSweep.Coordinator.Actors;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>Limits on restarts, from hocon/coordinator.conf.</summary>
internal sealed record RestartPolicy(TimeSpan Delay, int MostInARow, TimeSpan Healthy);

/// <summary>Supervises the GPU actor processes of this machine: starts one for each slot, and starts it again when it ends.</summary>
internal sealed class SlotProcesses : ReceiveActor, IWithTimers
{
    private readonly SlotProcessGroup _group;
    private readonly RestartPolicy _policy;
    private readonly TimeProvider _clock;
    private readonly IActorRef _registry;
    private readonly IActorRef _coordinator;
    private readonly Dictionary<LocalSlot, Life> _slots;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public SlotProcesses(IReadOnlyList<LocalSlot> slots, SlotProcessGroup group, RestartPolicy policy, TimeProvider clock, IActorRef registry, IActorRef coordinator)
    {
        _group = group;
        _policy = policy;
        _clock = clock;
        _registry = registry;
        _coordinator = coordinator;
        _slots = slots.ToDictionary(s => s, _ => new Life(0, default));
        Receive<Launch>(m => Start(m.Slot));
        Receive<Ended>(Restart);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        foreach (var slot in _slots.Keys) Self.Tell(new Launch(slot));
    }

    /// <summary>A restart would start every process a second time, so a fault here ends the run.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _coordinator.Tell(new SweepCoordinator.Broken($"the GPU actor processes cannot be looked after: {reason.Message}"));
        base.PreRestart(reason, message);
    }

    /// <summary>Not at a restart, when the processes are there already.</summary>
    protected override void PostRestart(Exception reason)
    {
    }

    private void Start(LocalSlot slot)
    {
        var self = Self;
        _slots[slot] = _slots[slot] with { Started = _clock.GetUtcNow() };
        try
        {
            _group.Start(slot, (processId, code) => self.Tell(new Ended(slot, processId, code)));
        }
        catch (Win32Exception error)
        {
            _log.Error("slot {0}: its GPU actor process cannot be started: {1}", slot.Slot, error.Message);
            GiveUp(slot);
        }
    }

    private void Restart(Ended ended)
    {
        var reason = string.Create(CultureInfo.InvariantCulture, $"its GPU actor process {ended.ProcessId} ended with code {ended.ExitCode}");
        _registry.Tell(new GpuRegistry.ProcessEnded(ended.Slot.Slot, ended.ProcessId, reason));
        var life = _slots[ended.Slot];
        var inARow = _clock.GetUtcNow() - life.Started >= _policy.Healthy ? 1 : life.DeathsInARow + 1;
        _slots[ended.Slot] = life with { DeathsInARow = inARow };
        if (ended.ExitCode == Cli.ExitCode.Usage || inARow > _policy.MostInARow)
        {
            _log.Error("slot {0}: {1}; given up after {2} in a row", ended.Slot.Slot, reason, inARow);
            GiveUp(ended.Slot);
            return;
        }
        _log.Warning("slot {0}: {1}; starting it again", ended.Slot.Slot, reason);
        Timers.StartSingleTimer(ended.Slot, new Launch(ended.Slot), _policy.Delay);
    }

    private void GiveUp(LocalSlot slot)
    {
        _slots.Remove(slot);
        if (_slots.Count == 0) _coordinator.Tell(new SweepCoordinator.NoSlotsLeft("no GPU actor process could be kept alive; the lines before say why"));
    }

    private sealed record Launch(LocalSlot Slot);

    private sealed record Ended(LocalSlot Slot, int ProcessId, int ExitCode);

    private sealed record Life(int DeathsInARow, DateTimeOffset Started);
}
