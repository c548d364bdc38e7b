using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Shared.Protocol;

/// <summary>GPU actor → SweepCoordinator, when idle and again at an interval: give me a stage. Answered by <see cref="Noted"/>, and by <see cref="RunStage"/> once there is one.</summary>
public sealed record RequestStage(SlotId Slot) : ISlotMessage;

/// <summary>SweepCoordinator → GPU actor: the lease is granted and recorded; run this. Answered by <see cref="StageProgressed"/> at an interval, then one report.</summary>
/// <remarks>It may come while an earlier stage runs: it is then kept, and begun when that one has ended.</remarks>
/// <param name="MicroBatches">Parts that each batch is worked on in, 1 for none; grows when the device ran out of memory. The effective batch size stays.</param>
/// <param name="ParentArtifact">Path relative to the artifact folder; null for a root.</param>
/// <param name="TraceParent">W3C traceparent of the span that the attempt belongs under; empty without tracing.</param>
/// <param name="TraceLinks">W3C traceparents of the other trials that share the stage.</param>
public sealed record RunStage(
    StageLease Lease,
    StageSpec Spec,
    int MicroBatches,
    string ArtifactFolder,
    string? ParentArtifact,
    string? DataFolder,
    string TraceParent,
    ImmutableArray<string> TraceLinks) : IProtocolMessage
{
    /// <summary>Where the second test set lies, as the sweep file has it: from the root, or from the data folder; null: there is none.</summary>
    public string? ShiftedFolder { get; init; }
}

/// <summary>GPU actor → SweepCoordinator, from a timer outside the training thread: alive, and this far. Renews the lease. Answered by <see cref="Noted"/>.</summary>
/// <remarks>Stages that were given ahead are told of too, with epoch and steps 0 and <paramref name="Begun"/> false.</remarks>
/// <param name="Steps">Of this attempt, growing; an attempt whose steps and epochs stand still for too long counts as hung.</param>
/// <param name="Epochs">Epochs finished since the last message; may repeat.</param>
public sealed record StageProgressed(
    SlotId Slot,
    StageLease Lease,
    bool Begun,
    int Epoch,
    int PlannedEpochs,
    long Steps,
    ImmutableArray<EpochMetric> Epochs) : ISlotMessage
{
    /// <summary>Steps that this attempt has done itself, without those before a resume.</summary>
    public long OwnSteps { get; init; }

    /// <summary>What it does at the moment, from <see cref="StagePhaseNames"/>; null for a stage that was given ahead.</summary>
    public string? Phase { get; init; }
}

/// <summary>GPU actor → SweepCoordinator, until it is answered by <see cref="ReportRecorded"/> or <see cref="ReportRefused"/>.</summary>
public sealed record StageSucceeded(SlotId Slot, StageLease Lease, StageOutcome Outcome) : ISlotMessage;

/// <summary>GPU actor → SweepCoordinator, until it is answered by <see cref="ReportRecorded"/> or <see cref="ReportRefused"/>.</summary>
public sealed record StageFailed(SlotId Slot, StageLease Lease, FailureKind Kind, string Reason) : ISlotMessage;

/// <summary>SweepCoordinator → GPU actor: the report is durable. Ends the attempt.</summary>
public sealed record ReportRecorded(StageLease Lease) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: the lease was lost, or was never given; the report is dropped and the actor takes the next stage.</summary>
public sealed record ReportRefused(StageLease Lease, string Reason) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: I am here. Who hears nothing for long looks for the coordinator anew.</summary>
public sealed record Noted(SlotId Slot) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: another slot is free for it. Answered by <see cref="StageFailed"/> with <see cref="FailureKind.Cancelled"/> when it has not begun, else not at all.</summary>
public sealed record GiveBackStage(StageLease Lease, string Reason) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: what your process keeps of the device's memory is needed. One that has nothing to do ends its process, and a fresh one takes its place. Not answered.</summary>
public sealed record StartAfresh(SlotId Slot, string Reason) : IProtocolMessage;

/// <summary>SweepCoordinator → GPU actor: stop between two batches and report <see cref="FailureKind.Cancelled"/>; the checkpoint stays.</summary>
public sealed record CancelStage(StageLease Lease, string Reason) : IProtocolMessage;
