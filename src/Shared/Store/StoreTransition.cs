using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>
/// One change of the store. Transitions that the coordinator decides together are committed together; each is guarded, so
/// that a late or repeated one changes nothing.
/// </summary>
public abstract record StoreTransition(DateTimeOffset At);

/// <summary>A slot was given the right to run an attempt. Guard: the stage is pending.</summary>
/// <param name="Reason">Why this stage, now and there, in words for <c>why</c>.</param>
public sealed record LeaseGranted(StageKey Stage, AttemptNumber Attempt, SlotId Slot, string Reason, DateTimeOffset At) : StoreTransition(At);

/// <summary>Numbers of epochs that are through. Guard: the attempt runs. Repeated epochs overwrite themselves.</summary>
public sealed record AttemptProgressed(StageKey Stage, AttemptNumber Attempt, ImmutableArray<EpochMetric> Epochs, DateTimeOffset At) : StoreTransition(At);

/// <summary>Lease, outcome, metrics and artifact in one. Guard: the attempt runs.</summary>
public sealed record AttemptSucceeded(StageKey Stage, AttemptNumber Attempt, StageOutcome Outcome, DateTimeOffset At) : StoreTransition(At);

/// <summary>An attempt failed. <paramref name="Final"/>: the stage fails for good, else it goes back to the queue. Guard: the attempt runs.</summary>
public sealed record AttemptFailed(StageKey Stage, AttemptNumber Attempt, FailureKind Kind, string Reason, bool Final, DateTimeOffset At) : StoreTransition(At);

/// <summary>A stage will not run, because an ancestor failed for good or nobody needs it any more. Guard: the stage is pending.</summary>
public sealed record StageSkipped(StageKey Stage, string Reason, DateTimeOffset At) : StoreTransition(At);

/// <summary>A stage goes back to the queue on request. Guard: it failed or was skipped.</summary>
public sealed record StageRequeued(StageKey Stage, string Reason, DateTimeOffset At) : StoreTransition(At);

/// <summary>A stage that succeeded has to run again, only because its artifact is gone and is needed. Its results stay. Guard: it succeeded.</summary>
public sealed record StageReopened(StageKey Stage, string Reason, DateTimeOffset At) : StoreTransition(At);

/// <summary>An artifact's file is deleted after this is durable. Its size and hash stay on record. Guard: it is there.</summary>
public sealed record ArtifactDeleted(StageKey Stage, string Reason, DateTimeOffset At) : StoreTransition(At);

/// <summary>A trial that failed or was cancelled is to be tried again. Guard: it failed or was cancelled.</summary>
public sealed record TrialRequeued(SweepId Sweep, TrialId Trial, DateTimeOffset At) : StoreTransition(At);

/// <summary>The plan of a running sweep is replaced: stages and trials that are new are added, trials that left are marked as dropped.</summary>
public sealed record PlanReplaced(SweepId Sweep, SweepPlan Plan, string FileText, DateTimeOffset At) : StoreTransition(At);

/// <summary>What became of a request that another process put into the store. Guard: it is not answered.</summary>
public sealed record RequestAnswered(long Request, bool Done, string Answer, DateTimeOffset At) : StoreTransition(At);

/// <summary>A trial began, succeeded, failed or was cancelled. Guard: it has not ended.</summary>
public sealed record TrialChanged(SweepId Sweep, TrialId Trial, TrialState State, string? Reason, DateTimeOffset At) : StoreTransition(At);

/// <summary>Something worth telling that changes no state: a slot lost, a report refused, a drain.</summary>
public sealed record EventLogged(SweepId Sweep, string Name, string Detail, StageKey? Stage, DateTimeOffset At) : StoreTransition(At);
