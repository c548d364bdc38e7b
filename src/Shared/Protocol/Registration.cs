using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Protocol;

/// <summary>Every message that crosses a process; bound to <c>ProtocolSerializer</c>.</summary>
public interface IProtocolMessage;

/// <summary>Sent by a GPU actor that has registered; answered by <see cref="RegisterAgain"/> when its registration is not known any more.</summary>
public interface ISlotMessage : IProtocolMessage
{
    SlotId Slot { get; }
}

/// <summary>GPU actor → GpuRegistry, until it is answered: I am here, and this is what I hold.</summary>
/// <param name="ProcessId">Of the GPU actor's process.</param>
/// <param name="Life">New with each start of the actor, so that a repeated registration is not taken for a restart.</param>
/// <param name="Device"><c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Holding">The stage that it is running or whose report is not recorded yet; null when idle.</param>
public sealed record RegisterSlot(SlotId Slot, int ProcessId, Guid Life, string Device, StageLease? Holding) : IProtocolMessage;

/// <summary>GpuRegistry → GPU actor, the answer: known, and watched. Work comes from the sender of <see cref="RunStage"/>.</summary>
public sealed record SlotRegistered(SlotId Slot) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: the slot was taken for dead; register again, with what you hold. Nothing of the message that it answers was used.</summary>
public sealed record RegisterAgain(SlotId Slot) : IProtocolMessage;

/// <summary>Names an attempt at a stage.</summary>
public sealed record StageLease(StageKey Stage, AttemptNumber Attempt);
