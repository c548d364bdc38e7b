using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Something that happened; input of <see cref="SweepMachine"/>.</summary>
public abstract record SweepEvent;

/// <summary>A GPU actor is there. It may hold a stage from before.</summary>
public sealed record SlotJoined(SlotId Slot, StageLease? Holding) : SweepEvent;

/// <summary>A GPU actor is gone.</summary>
public sealed record SlotLeft(SlotId Slot, string Reason) : SweepEvent;

/// <summary>An idle GPU actor asks for work.</summary>
public sealed record StageRequested(SlotId Slot) : SweepEvent;

/// <summary>A GPU actor is alive and that far.</summary>
public sealed record AttemptAdvanced(SlotId Slot, StageLease Lease, ImmutableArray<EpochMetric> Epochs) : SweepEvent;

public sealed record AttemptReportedSuccess(SlotId Slot, StageLease Lease, StageOutcome Outcome) : SweepEvent;

public sealed record AttemptReportedFailure(SlotId Slot, StageLease Lease, FailureKind Kind, string Reason) : SweepEvent;

/// <summary>Time passed: overdue leases are lost, delayed stages may start.</summary>
public sealed record TimePassed : SweepEvent;

/// <summary>Stop: no new leases, running stages are cancelled at their last checkpoint.</summary>
public sealed record DrainRequested(string Reason) : SweepEvent;

/// <summary>No GPU actor is left and none will come.</summary>
public sealed record SlotsExhausted(string Reason) : SweepEvent;
