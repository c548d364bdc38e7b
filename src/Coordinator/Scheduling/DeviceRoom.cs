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
        var empty = new DeviceRoom(device, (long)(device.Bytes * share), 0, 0, 0, 0, true);
        var (load, waits) = (DeviceLoads.Of(turn, empty), turn.Slot(id).Waiting);
        var own = load.BySlot[id];
        return empty with { Slots = load.Slots, Others = load.Busy - (waits ? 0 : own), Idle = load.Waiting - (waits ? own : 0), Own = own, IsIdle = load.IsIdle };
    }

    /// <summary>A stage alone is borne whatever it takes, so that none waits for ever.</summary>
    public bool Fits(long bytes) => IsIdle || Others + Math.Max(Own, bytes) <= Budget;
}
