using AdaSapSweep.Coordinator.Diagnosing.Checks;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>How many slots of a device can run the largest stage of a plan at a time.</summary>
/// <param name="StageBytes">That it is expected to take of the device's memory.</param>
/// <param name="Budget">Bytes that stages may take together; null where only the slot itself can tell, as of a GPU.</param>
/// <param name="Slots">That the device has.</param>
internal sealed record SlotFit(bool OnGpu, long StageBytes, long? Budget, int Slots)
{
    /// <summary>Slots that run such stages at a time.</summary>
    public int? Fitting => Budget is { } bytes ? (int)Math.Clamp(bytes / StageBytes, 1, Slots) : null;

    /// <summary>Of the first device; null where nothing is known of its stages.</summary>
    public static SlotFit? Of(SweepPlan plan, StageCosts costs, SchedulingPolicy policy, IReadOnlyList<LocalSlot> slots)
    {
        if (slots.Count == 0 || policy.DeviceMemoryShare is not { } share) return null;
        var memory = MemoryOf(slots[0]);
        var (onGpu, on) = (memory is null, slots.Count(s => s.Device == slots[0].Device));
        return plan.Stages.Max(s => costs.OfDevice(s, onGpu)) is { } bytes ? new(onGpu, bytes, memory is null ? null : (long)(memory.Bytes * share), on) : null;
    }

    /// <returns>Null for a GPU.</returns>
    public static DeviceMemory? MemoryOf(LocalSlot slot) => slot.Device == "cpu" ? new(slot.Device, OnGpu: false, MemoryLimits.Read().Allowed) : null;
}
