using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>How far a sweep is, as far as people look at it while it runs.</summary>
/// <param name="Begun">When its last run began.</param>
/// <param name="EndedRun">How the last run ended, <c>done</c> or why it stopped; null when it is under way, or was killed.</param>
/// <param name="IsLatest">No other sweep of the store has begun a run since.</param>
/// <param name="Work">Of the plan's stages, see <see cref="StageSpec.Work"/>.</param>
/// <param name="WorkLeft">Of those that have neither succeeded nor ended otherwise.</param>
/// <param name="WorkDone">Of those that succeeded in the last run.</param>
/// <param name="Running">What slots hold, in the order of slots, and in that in which they were given to each.</param>
/// <param name="Ended">Trials that ended, the latest first, at most <see cref="ProgressQuery.MostListed"/>.</param>
/// <param name="Failures">Attempts that failed in the last run, the latest first, at most <see cref="ProgressQuery.MostListed"/>.</param>
public sealed record StoredProgress(
    SweepCounts Counts,
    DateTimeOffset Begun,
    string? EndedRun,
    bool IsLatest,
    double Work,
    double WorkLeft,
    double WorkDone,
    ImmutableArray<RunningAttempt> Running,
    ImmutableArray<EndedTrial> Ended,
    ImmutableArray<FailedAttempt> Failures)
{
    /// <summary>The latest stage of the last run that was ready and had no room in the memory of a device, and still waits; null for none.</summary>
    public WaitingStage? WaitsForMemory { get; init; }

    /// <summary>Trials that have not ended.</summary>
    public int OpenTrials => Counts.Trials[TrialState.Pending] + Counts.Trials[TrialState.Running];
}

/// <param name="Why">What it needs, and what is left, as a clause.</param>
public sealed record WaitingStage(StageKey Stage, string Kind, string Why);

/// <param name="StartedAt">When its slot could begin with it: a slot is given a stage while it still works on the one before.</param>
/// <param name="ProgressedAt">When an epoch was last reported; null for none.</param>
/// <param name="FirstTrial">The lowest number among the trials that go through the stage.</param>
/// <param name="Trials">How many do.</param>
/// <param name="PlannedEpochs">0 for an evaluation.</param>
/// <param name="TrainingImages">Of an epoch; null where the settings leave it to the data set.</param>
/// <param name="Epoch">The last one that is through, of whichever attempt; 0 for none, and where the stage runs once more for its artifact.</param>
/// <param name="Loss">Of that epoch; null for none.</param>
public sealed record RunningAttempt(
    StageKey Stage,
    string Kind,
    AttemptNumber Attempt,
    SlotId Slot,
    DateTimeOffset StartedAt,
    DateTimeOffset? ProgressedAt,
    double Work,
    int FirstTrial,
    int Trials,
    int PlannedEpochs,
    int? TrainingImages,
    int Epoch,
    double? Loss);

/// <param name="CleanAccuracy">Null where it was not measured, or is no result.</param>
/// <param name="PgdAccuracy">Null where it was not measured, or is no result.</param>
public sealed record EndedTrial(
    TrialId Id, int Number, string Method, string Axes, TrialState State, string? Reason, double? CleanAccuracy, double? PgdAccuracy, DateTimeOffset At);

/// <param name="Final">The stage failed for good.</param>
public sealed record FailedAttempt(StageKey Stage, string Kind, AttemptNumber Attempt, FailureKind Failure, string Reason, bool Final, DateTimeOffset At);
