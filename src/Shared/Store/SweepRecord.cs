using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>A sweep as the store has it when a run begins.</summary>
/// <param name="TraceParent">Of the first run that was traced, so that a resumed sweep continues its trace; empty when none was.</param>
/// <param name="Runs">How often the sweep was begun, this time included.</param>
/// <param name="Stages">Every stage of the plan.</param>
/// <param name="Trials">Every trial of the plan. A trial may be pending with all its stages done, by another sweep.</param>
/// <param name="NeededElsewhere">Stages of the plan whose artifacts unfinished stages of other sweeps in the store start from.</param>
public sealed record SweepRecord(
    SweepId Id,
    string TraceParent,
    int Runs,
    IReadOnlyDictionary<StageKey, StageRecord> Stages,
    IReadOnlyDictionary<TrialId, TrialState> Trials,
    IReadOnlySet<StageKey> NeededElsewhere);

/// <summary>A stage as the store has it. One that is running was leased by a coordinator that is gone; its GPU actor may live.</summary>
/// <param name="LastAttempt">0 when there was none.</param>
/// <param name="Artifact">What the stage left, also when the file was deleted since.</param>
/// <param name="ArtifactDeleted">True when the file of <paramref name="Artifact"/> was deleted on purpose.</param>
/// <param name="Slot">Who holds the lease of a running stage; null otherwise.</param>
/// <param name="Failed">Failed attempts since the stage was last put back by a retry, or since its last success.</param>
public sealed record StageRecord(
    StageState State,
    AttemptNumber LastAttempt,
    ArtifactRecord? Artifact = null,
    bool ArtifactDeleted = false,
    SlotId? Slot = null,
    FailedAttempts Failed = default);

/// <summary>Failed attempts by what they count against: the limits of the scheduler hold over restarts of the coordinator too.</summary>
/// <param name="Crashes">Crashed or hung.</param>
/// <param name="OutOfMemory">Ran out of memory.</param>
/// <param name="Losses">Leases lost in a row without an epoch in between.</param>
public readonly record struct FailedAttempts(int Crashes, int OutOfMemory, int Losses);
