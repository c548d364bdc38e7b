using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using Akka.Actor;
using Akka.Event;

namespace AdaSapSweep.Coordinator.Actors;

/// <summary>
/// Knows which GPU actors there are: they register here, and are watched until they are gone. A slot belongs to one process; another one
/// with its name takes over only when the first does not answer any more.
/// </summary>
internal sealed class GpuRegistry : ReceiveActor
{
    private const int LongestName = 100;
    private const int LongestReason = 500;
    private const int LongestPlace = 300;

    private readonly SharedFolder _folder;
    private readonly IActorRef _coordinator;
    private readonly TimeSpan _rivalTimeout;
    private readonly TimeProvider _clock;
    private readonly Dictionary<SlotId, Entry> _slots = [];
    private readonly Dictionary<IActorRef, SlotId> _names = [];
    private readonly Dictionary<SlotId, Guid> _withoutFolder = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <param name="rivalTimeout">Time that a slot's process has to answer when another one comes with its name.</param>
    public GpuRegistry(SharedFolder folder, TimeSpan rivalTimeout, TimeProvider clock, IActorRef coordinator)
    {
        _folder = folder;
        _rivalTimeout = rivalTimeout;
        _clock = clock;
        _coordinator = coordinator;
        Receive<RegisterSlot>(m => !HasUsableName(m.Slot), m => _log.Warning("a slot whose name has {0} characters was turned away", m.Slot.Value?.Length ?? 0));
        Receive<RegisterSlot>(m => m.Holding.IsDefault || m.Holding.Length > RegisterSlot.MostHeld, m => TurnAway(m.Slot, $"it says that it holds more than {RegisterSlot.MostHeld} stages"));
        Receive<RegisterSlot>(Register);
        Receive<FolderNotShared>(m => IsThatOf(m.Slot, Sender), LoseForLackOfFolder);
        Receive<FolderNotShared>(_ => { });
        Receive<ProcessEnded>(Ended);
        Receive<Terminated>(m =>
        {
            if (_names.TryGetValue(m.ActorRef, out var slot)) Remove(slot, "its GPU actor is gone", forGood: false);
        });
    }

    /// <summary>SlotProcesses → GpuRegistry: the process of a slot ended, or there is none. Faster than the cluster's failure detector.</summary>
    /// <param name="ProcessId">Null: no process has the slot's name.</param>
    internal sealed record ProcessEnded(SlotId Slot, int? ProcessId, string Reason);

    /// <summary>GpuRegistry → SweepCoordinator.</summary>
    internal sealed record SlotUp(SlotId Slot, IActorRef Actor, ImmutableArray<StageLease> Holding, DeviceMemory? Device = null);

    /// <summary>GpuRegistry → SweepCoordinator.</summary>
    internal sealed record SlotDown(SlotId Slot, string Reason, bool ForGood);

    private static bool HasUsableName(SlotId slot) => slot.Value?.Length is > 0 and <= LongestName;

    private void Register(RegisterSlot message)
    {
        if (!_slots.TryGetValue(message.Slot, out var known))
        {
            Accept(message);
        }
        else if (known.Actor.Equals(Sender) && known.Life == message.Life)
        {
            // Repeated until it is answered: what the later one says of the slot may not be true any more. It is also the answer to a doubt.
            if (known.DoubtedAt is not null) _slots[message.Slot] = known with { DoubtedAt = null, Answered = true };
        }
        else if (known.ProcessId == message.ProcessId && known.Actor.Path.Address.Host == Sender.Path.Address.Host)
        {
            if (known.Life == message.Life) Forget(message.Slot, known);
            else Remove(message.Slot, "its GPU actor was started anew", forGood: true);
            Accept(message);
        }
        else
        {
            Challenge(message, known);
            return;
        }
        Sender.Tell(new SlotRegistered(message.Slot, _folder));
    }

    /// <summary>What it says of its device, if that can be.</summary>
    private static DeviceMemory? Memory(RegisterSlot message) =>
        message.Memory is { Bytes: > 0 and <= MeasuredMemory.Most, Place.Length: > 0 and <= LongestPlace } device ? device : null;

    private void Accept(RegisterSlot message)
    {
        _slots[message.Slot] = new(Sender, message.ProcessId, message.Life, null, Answered: false);
        _names[Sender] = message.Slot;
        Context.Watch(Sender);
        _log.Info("slot {0}: process {1} on {2}", message.Slot, message.ProcessId, message.Device);
        _coordinator.Tell(new SlotUp(message.Slot, Sender, message.Holding, Memory(message)));
    }

    /// <summary>A process that died on another machine is missed late; so it is asked whether it is there when another comes in its place. The other asks again meanwhile.</summary>
    private void Challenge(RegisterSlot rival, Entry known)
    {
        var now = _clock.GetUtcNow();
        if (known.Answered)
        {
            _slots[rival.Slot] = known with { Answered = false };
            TurnAway(rival.Slot, $"process {known.ProcessId} has its name");
        }
        else if (known.DoubtedAt is not { } since)
        {
            _slots[rival.Slot] = known with { DoubtedAt = now };
            known.Actor.Tell(new RegisterAgain(rival.Slot));
        }
        else if (now - since >= _rivalTimeout)
        {
            Remove(rival.Slot, "another process took its place", forGood: true);
            Accept(rival);
            Sender.Tell(new SlotRegistered(rival.Slot, _folder));
        }
    }

    private void TurnAway(SlotId slot, string reason)
    {
        _log.Warning("slot {0}: a GPU actor was turned away: {1}", slot, reason);
        Sender.Tell(new SlotTurnedAway(slot, reason));
    }

    private bool IsThatOf(SlotId slot, IActorRef actor) => _slots.TryGetValue(slot, out var entry) && entry.Actor.Equals(actor);

    private void LoseForLackOfFolder(FolderNotShared message)
    {
        var life = _slots[message.Slot].Life;
        var reason = message.Reason.Length <= LongestReason ? message.Reason : message.Reason[..LongestReason];
        if (_withoutFolder.GetValueOrDefault(message.Slot) != life) _log.Warning("slot {0} gets no work: {1}", message.Slot, reason);
        _withoutFolder[message.Slot] = life;
        Remove(message.Slot, reason, forGood: false);
    }

    private void Ended(ProcessEnded message)
    {
        if (!_slots.TryGetValue(message.Slot, out var entry)) _coordinator.Tell(new SlotDown(message.Slot, message.Reason, ForGood: true));
        else if (entry.ProcessId == message.ProcessId) Remove(message.Slot, message.Reason, forGood: true);
    }

    private void Remove(SlotId slot, string reason, bool forGood)
    {
        Forget(slot, _slots[slot]);
        _coordinator.Tell(new SlotDown(slot, reason, forGood));
    }

    private void Forget(SlotId slot, Entry entry)
    {
        Context.Unwatch(entry.Actor);
        _slots.Remove(slot);
        _names.Remove(entry.Actor);
    }

    /// <param name="DoubtedAt">When it was asked whether it is still there; null when that is not open.</param>
    /// <param name="Answered">It said that it is, and the one that wants its name does not know yet.</param>
    private sealed record Entry(IActorRef Actor, int ProcessId, Guid Life, DateTimeOffset? DoubtedAt, bool Answered);
}
