using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Something to be done; output of <see cref="SweepMachine"/>. The commands of one event are one unit: all their transitions
/// are durable before any of their messages leaves.
/// </summary>
public abstract record SweepCommand;

/// <summary>Write to the store.</summary>
public sealed record RecordTransition(StoreTransition Transition) : SweepCommand;

/// <summary>Tell a GPU actor to run a stage for which it holds the lease, now or after those that it has.</summary>
public sealed record Dispatch(SlotId Slot, StageLease Lease, int MicroBatches) : SweepCommand;

/// <summary>Ask a GPU actor for a stage that it holds ahead and has not begun.</summary>
public sealed record GiveBack(SlotId Slot, StageLease Lease, string Reason) : SweepCommand;

/// <summary>Delete a file that nothing needs; its transition is in the same unit.</summary>
public sealed record DeleteArtifact(StageKey Stage) : SweepCommand;

/// <summary>Tell a GPU actor that its report is recorded.</summary>
public sealed record Acknowledge(SlotId Slot, StageLease Lease) : SweepCommand;

/// <summary>Tell a GPU actor that its report is dropped.</summary>
public sealed record Refuse(SlotId Slot, StageLease Lease, string Reason) : SweepCommand;

/// <summary>Tell a GPU actor to stop a stage.</summary>
public sealed record Cancel(SlotId Slot, StageLease Lease, string Reason) : SweepCommand;

/// <summary>Ask a GPU actor that has nothing to do for a fresh process in its place; whether it comes does not matter.</summary>
public sealed record Refresh(SlotId Slot, string Reason) : SweepCommand;

/// <summary>Nothing is running and nothing will be.</summary>
/// <param name="Interrupted">Null when every trial has ended; else why the sweep stopped before.</param>
/// <param name="IsFailure">So many trials have failed that the rest is not worth its time.</param>
public sealed record Finish(string? Interrupted, bool IsFailure) : SweepCommand;
