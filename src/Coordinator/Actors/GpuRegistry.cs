using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>Knows which GPU actors there are: they register here, and are watched until they are gone.</summary>
internal sealed class GpuRegistry : ReceiveActor
{
    private const int LongestName = 100;

    private readonly IActorRef _coordinator;
    private readonly Dictionary<SlotId, Entry> _slots = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public GpuRegistry(IActorRef coordinator)
    {
        _coordinator = coordinator;
        Receive<RegisterSlot>(m => m.Slot.Value.Length is > 0 and <= LongestName, Register);
        Receive<RegisterSlot>(m => _log.Warning("a slot whose name has {0} characters was turned away", m.Slot.Value.Length));
        Receive<ProcessEnded>(m => Remove(m.Slot, m.ProcessId, m.Reason, forGood: true));
        Receive<Terminated>(m =>
        {
            foreach (var (slot, entry) in _slots.Where(s => s.Value.Actor.Equals(m.ActorRef)).ToList())
                Remove(slot, entry.ProcessId, "its GPU actor is gone", forGood: false);
        });
    }

    /// <summary>SlotProcesses → GpuRegistry: the process of a slot ended. Faster than the cluster's failure detector.</summary>
    internal sealed record ProcessEnded(SlotId Slot, int ProcessId, string Reason);

    /// <summary>GpuRegistry → SweepCoordinator.</summary>
    internal sealed record SlotUp(SlotId Slot, IActorRef Actor, ImmutableArray<StageLease> Holding);

    /// <summary>GpuRegistry → SweepCoordinator.</summary>
    internal sealed record SlotDown(SlotId Slot, string Reason, bool ForGood);

    private void Register(RegisterSlot message)
    {
        // A registration is repeated until it is answered: the repeated one is late, and what it says of the slot is not true any more.
        if (!_slots.TryGetValue(message.Slot, out var known) || !known.Actor.Equals(Sender) || known.Life != message.Life)
        {
            if (known is not null) Context.Unwatch(known.Actor);
            _slots[message.Slot] = new(Sender, message.ProcessId, message.Life);
            Context.Watch(Sender);
            _log.Info("slot {0}: process {1} on {2}", message.Slot, message.ProcessId, message.Device);
            _coordinator.Tell(new SlotUp(message.Slot, Sender, message.Holding));
        }
        Sender.Tell(new SlotRegistered(message.Slot, new("", "")));
    }

    private void Remove(SlotId slot, int processId, string reason, bool forGood)
    {
        if (!_slots.TryGetValue(slot, out var entry) || entry.ProcessId != processId) return;
        Context.Unwatch(entry.Actor);
        _slots.Remove(slot);
        _coordinator.Tell(new SlotDown(slot, reason, forGood));
    }

    private sealed record Entry(IActorRef Actor, int ProcessId, Guid Life);
}
