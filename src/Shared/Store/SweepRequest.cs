using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Store;

/// <summary>
/// What somebody wants of a sweep from outside its coordinator's process. It is put into the store and waits there, also over a restart,
/// until the coordinator answers it.
/// </summary>
public abstract record SweepRequest;

/// <summary>Stop trials: what only they need is stopped at its last checkpoint or not begun.</summary>
/// <param name="Trials">Empty for every trial that has not ended.</param>
public sealed record CancelTrials(ImmutableArray<TrialId> Trials) : SweepRequest;

/// <summary>Put trials that failed or were cancelled back, with the stages on their paths that failed or were skipped.</summary>
/// <param name="Trials">Empty for all of them.</param>
public sealed record RetryTrials(ImmutableArray<TrialId> Trials) : SweepRequest;

/// <summary>Go on with an edited sweep file of the same name.</summary>
/// <param name="FileText">Word for word; it was checked, and is checked again.</param>
public sealed record ApplyFile(string FileText) : SweepRequest;

/// <summary>A request that waits for an answer.</summary>
/// <param name="Request">Null when it cannot be read; <paramref name="Problem"/> then says why, and is the answer.</param>
public sealed record OpenRequest(long Number, SweepRequest? Request, string? Problem);

/// <summary>What became of a request.</summary>
/// <param name="Done">False when it was refused.</param>
/// <param name="Text">For a person: what was done, or why not.</param>
public sealed record RequestAnswer(bool Done, string Text, DateTimeOffset At);
