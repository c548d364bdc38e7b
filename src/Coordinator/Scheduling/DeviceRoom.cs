using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The memory of the device that a slot is on, as it is shared out at the moment.</summary>
/// <param name="Budget">Bytes that stages may take together.</param>
/// <param name="Slots">That share it.</param>
/// <param name="Others">Bytes that the other slots take, by what they hold.</param>
/// <param name="Idle">Bytes that the processes of other slots keep which have nothing to do: they can be had for a fresh process.</param>
/// <param name="Own">Bytes that the slot itself takes or will.</param>
/// <param name="IsIdle">No slot on it, this one included, holds a stage.</param>
internal sealed record DeviceRoom(DeviceMemory Device, long Budget, int Slots, long Others, long Idle, long Own, bool IsIdle)
{
    /// <summary>Null where nothing limits the slot: there is no such policy, or its device's memory is not known.</summary>
    public static DeviceRoom? Of(Turn turn, Shared.Model.SlotId id)
    {
        if (turn.Policy.DeviceMemoryShare is not { } share || turn.Slot(id).Device is not { } device) return null;
        // One that held stages when the coordinator started anew, and is not back, may be anywhere.
        var on = turn.State.Slots.Where(s => s.Value.Device is { } other ? other.Place == device.Place : !s.Value.Joined).ToList();
        var room = new DeviceRoom(device, (long)(device.Bytes * share), on.Count, 0, 0, 0, on.TrueForAll(s => s.Value.Held.IsEmpty));
        var others = on.Where(s => s.Key != id).ToLookup(s => s.Value.Waiting, s => Taken(turn, s.Value, room));
        return room with { Others = others[false].Sum(), Idle = others[true].Sum(), Own = Taken(turn, turn.Slot(id), room) };
    }

    /// <summary>A stage alone is borne whatever it takes, so that none waits for ever.</summary>
    public bool Fits(long bytes) => IsIdle || Others + Math.Max(Own, bytes) <= Budget;

    /// <summary>A slot's stages run one after the other.</summary>
    private static long Taken(Turn turn, SlotStatus slot, DeviceRoom room) =>
        slot.Held.IsEmpty ? slot.Kept : Math.Max(slot.Kept, slot.Held.Max(stage => Packing.Expected(turn, stage, room)));
}
