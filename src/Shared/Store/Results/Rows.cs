using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store.Results;

/// <param name="FileText">The sweep file of the latest run, word for word.</param>
/// <param name="DataFolder">Absolute folder of the data set's files in the latest run; null for rendered data.</param>
/// <param name="Prediction">JSON of what the plan of the latest run predicted; null when it was not recorded.</param>
public sealed record SweepRow(
    SweepId Id,
    string Name,
    string DataName,
    string FileText,
    string TraceParent,
    int Runs,
    DateTimeOffset CreatedAt,
    DateTimeOffset BegunAt,
    string? DataFolder,
    string? Prediction);

/// <param name="Axes">Canonical JSON, see <see cref="TrialSpec.Axes"/>.</param>
/// <param name="Dropped">The trial left the plan; what it had reached stays.</param>
/// <param name="TrainSeconds">Of all its stages that succeeded, shared ones in full.</param>
/// <param name="Measurements">By name; where several stages of the trial measured one name, the last of them counts.</param>
public sealed record TrialRow(
    TrialId Id,
    int Number,
    string Method,
    string Axes,
    string Configuration,
    TrialState State,
    string? Reason,
    bool Dropped,
    double TrainSeconds,
    ImmutableSortedDictionary<string, MeasurementRow> Measurements);

/// <param name="Rejection">Why the number is not a result; null when it is one.</param>
public sealed record MeasurementRow(double Value, bool IsTiming, string? Rejection);

/// <param name="LastAttempt">Null when the stage was never tried.</param>
/// <param name="Trials">Trials of the sweep that go through this stage.</param>
public sealed record StageRow(
    StageKey Key, StageKey? Parent, string Kind, StageState State, string? Reason, int Trials, double Work, AttemptRow? LastAttempt);

public sealed record AttemptRow(
    StageKey Stage,
    AttemptNumber Number,
    SlotId Slot,
    AttemptState State,
    string LeaseReason,
    FailureKind? Failure,
    string? FailureReason,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    double? TrainSeconds);

/// <summary>An epoch's number, with the stage of the trial's path that it belongs to.</summary>
public sealed record EpochRow(StageKey Stage, string Kind, int Epoch, string Name, double Value);

public sealed record EventRow(DateTimeOffset At, string Name, string Detail, StageKey? Stage);

/// <param name="Kind">cancel, retry or apply.</param>
/// <param name="Answer">Null while nobody has answered.</param>
public sealed record RequestRow(SweepId Sweep, DateTimeOffset At, string Kind, RequestAnswer? Answer);

/// <summary>A trial that failed, and why.</summary>
public sealed record FailedTrialRow(int Number, string Method, string Axes, string? Reason);

/// <summary>How many trials and stages of a sweep's plan are in which state; every state is a key.</summary>
public sealed record SweepCounts(ImmutableSortedDictionary<TrialState, int> Trials, ImmutableSortedDictionary<StageState, int> Stages);
