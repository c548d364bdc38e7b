using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>A sweep as the store has it when a run begins.</summary>
/// <param name="TraceParent">Of the first run that was traced, so that a resumed sweep continues its trace; empty when none was.</param>
/// <param name="Runs">How often the sweep was begun, this time included.</param>
/// <param name="Stages">Every stage of the plan.</param>
/// <param name="Trials">Every trial of the plan. A trial may be pending with all its stages done, by another sweep.</param>
public sealed record SweepRecord(
    SweepId Id,
    string TraceParent,
    int Runs,
    IReadOnlyDictionary<StageKey, StageRecord> Stages,
    IReadOnlyDictionary<TrialId, TrialState> Trials);

/// <summary>Pending or succeeded: nothing runs yet, and what failed or was skipped is tried again.</summary>
/// <param name="LastAttempt">0 when there was none; the next one is numbered after it, whatever budget the run allows.</param>
public sealed record StageRecord(StageState State, AttemptNumber LastAttempt, ArtifactRecord? Artifact);
