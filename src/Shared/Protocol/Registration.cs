using System.Collections.Immutable;
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
/// <param name="Holding">What it runs, then what it was given ahead, and what has ended without its report being recorded; empty when idle. At most <see cref="MostHeld"/>.</param>
public sealed record RegisterSlot(SlotId Slot, int ProcessId, Guid Life, string Device, ImmutableArray<StageLease> Holding) : IProtocolMessage
{
    /// <summary>Stages that a slot can hold at once; a registration that names more is turned away.</summary>
    public const int MostHeld = 16;

    /// <summary>The memory that the slot's device has for all that runs there; null where the slot cannot tell.</summary>
    public DeviceMemory? Memory { get; init; }
}

/// <summary>The memory of a device, which the slots on it share.</summary>
/// <param name="Place">Equal for slots of one device and for no others: the GPU's own id, or machine and device.</param>
/// <param name="OnGpu">The device's own memory; false: that of its machine, or what a control group allows of it.</param>
/// <param name="Bytes">In all.</param>
public sealed record DeviceMemory(string Place, bool OnGpu, long Bytes);

/// <summary>GpuRegistry → GPU actor, the answer: known, and watched. Work comes from the sender of <see cref="RunStage"/>.</summary>
/// <param name="Folder">The artifact folder, which the GPU actor must see too; it answers with <see cref="FolderNotShared"/> when it does not.</param>
public sealed record SlotRegistered(SlotId Slot, SharedFolder Folder) : IProtocolMessage;

/// <summary>A folder that coordinator and GPU actors share, and the text of the mark in it by which they know that it is the same one.</summary>
public sealed record SharedFolder(string Path, string Mark);

/// <summary>GPU actor → GpuRegistry: the artifact folder of the coordinator is not the one that lies here; no work can be done. Not answered.</summary>
public sealed record FolderNotShared(SlotId Slot, string Reason) : IProtocolMessage;

/// <summary>GpuRegistry → GPU actor: this slot is not wanted, as another living process has its name. The process ends.</summary>
public sealed record SlotTurnedAway(SlotId Slot, string Reason) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: the slot was taken for dead; register again, with what you hold. Nothing of the message that it answers was used.</summary>
public sealed record RegisterAgain(SlotId Slot) : IProtocolMessage;

/// <summary>Names an attempt at a stage.</summary>
public sealed record StageLease(StageKey Stage, AttemptNumber Attempt);
