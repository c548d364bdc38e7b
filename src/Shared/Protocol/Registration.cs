using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Protocol;

/// <summary>Every message that crosses a process; bound to <c>ProtocolSerializer</c>.</summary>
public interface IProtocolMessage;

/// <summary>GPU actor → GpuRegistry, until it is answered: I am here, and this is what I hold.</summary>
/// <param name="ProcessId">Of the GPU actor's process; a new one means that the slot was started anew.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Holding">The stage that it is running or whose report is not recorded yet; null when idle.</param>
public sealed record RegisterSlot(SlotId Slot, int ProcessId, string Device, StageLease? Holding) : IProtocolMessage;

/// <summary>GpuRegistry → GPU actor, the answer: known, and watched. Work comes from the sender of <see cref="RunStage"/>.</summary>
public sealed record SlotRegistered(SlotId Slot) : IProtocolMessage;

/// <summary>Names an attempt at a stage.</summary>
public sealed record StageLease(StageKey Stage, AttemptNumber Attempt);
