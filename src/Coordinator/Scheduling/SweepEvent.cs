using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Something that happened; input of <see cref="SweepMachine"/>.</summary>
public abstract record SweepEvent;

/// <summary>The first event of a run: the state is what the store said. Settles what an earlier run or another sweep left open.</summary>
public sealed record SweepBegun : SweepEvent;

/// <summary>A GPU actor is there. It may hold stages from before, running, ahead or reported in vain.</summary>
/// <param name="Device">The memory that it shares with other slots; null where that is not known.</param>
public sealed record SlotJoined(SlotId Slot, ImmutableArray<StageLease> Holding, DeviceMemory? Device = null) : SweepEvent;

/// <summary>A GPU actor is gone.</summary>
/// <param name="ForGood">True when its process is known to have ended: its leases are lost at once. False when it was only cut off: they are lost at their deadlines, unless it joins again with them.</param>
public sealed record SlotLeft(SlotId Slot, string Reason, bool ForGood) : SweepEvent;

/// <summary>Another process asks for something; see <see cref="SweepRequest"/>. An edited file comes as <see cref="PlanEdited"/> instead.</summary>
public sealed record Requested(long Number, SweepRequest Request) : SweepEvent;

/// <summary>The sweep file was edited, and this is its new tree.</summary>
/// <param name="Number">Of the request.</param>
/// <param name="Stages">What the store says of stages that the present tree does not have; a stage that is in neither is new.</param>
/// <param name="Trials">What the store says of trials that the present tree does not have.</param>
public sealed record PlanEdited(
    long Number,
    string FileText,
    StageTree Tree,
    IReadOnlyDictionary<StageKey, StageRecord> Stages,
    IReadOnlyDictionary<TrialId, TrialState> Trials) : SweepEvent;

/// <summary>An idle GPU actor asks for work.</summary>
public sealed record StageRequested(SlotId Slot) : SweepEvent;

/// <summary>A GPU actor is alive and that far.</summary>
/// <param name="Begun">False for a stage that it holds ahead.</param>
/// <param name="Steps">Steps of the attempt so far.</param>
public sealed record AttemptAdvanced(SlotId Slot, StageLease Lease, bool Begun, long Steps, ImmutableArray<EpochMetric> Epochs) : SweepEvent;

public sealed record AttemptReportedSuccess(SlotId Slot, StageLease Lease, StageOutcome Outcome) : SweepEvent;

public sealed record AttemptReportedFailure(SlotId Slot, StageLease Lease, FailureKind Kind, string Reason) : SweepEvent;

/// <summary>Time passed: overdue leases are lost, delayed stages may start.</summary>
public sealed record TimePassed : SweepEvent;

/// <summary>Stop: no new leases, running stages are cancelled at their last checkpoint.</summary>
public sealed record DrainRequested(string Reason) : SweepEvent;

/// <summary>No GPU actor is left and none will come.</summary>
public sealed record SlotsExhausted(string Reason) : SweepEvent;
