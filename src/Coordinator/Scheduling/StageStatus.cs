using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What is known of a stage.</summary>
/// <param name="Attempt">Number of the last attempt, 0 before the first; counts over all runs of the sweep.</param>
public sealed record StageStatus(StageState State, AttemptNumber Attempt)
{
    /// <summary>Of every stage that nothing has happened to.</summary>
    public static readonly StageStatus Untouched = new(StageState.Pending, new(0));

    /// <summary>Since the last success or retry.</summary>
    public FailedAttempts Failed { get; init; }

    /// <summary>Attempts in a row that found the disk full.</summary>
    public int DiskFull { get; init; }

    /// <summary>Memory ran out under it on a device where others ran: from then on it runs alone. That attempt does not split its batches.</summary>
    public bool RanOutBesideOthers { get; init; }

    /// <summary>No new attempt before this time.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>Why the stage is in its state, as a clause: "attempt 2 was lost: …".</summary>
    public string? Reason { get; init; }

    /// <summary>What the last success left; null when there was none, or it left nothing.</summary>
    public StageArtifact? Artifact { get; init; }

    /// <summary>Of a stage that succeeded: children that may still start from its artifact.</summary>
    public int ChildrenLeft { get; init; }

    /// <summary>It ran again for its artifact, and no child has been given out since: evicted now, it would have run for nothing.</summary>
    public bool IsFresh { get; init; }

    /// <summary>True when results are on record, also while it runs again for its artifact.</summary>
    public bool HasResults => State == StageState.Succeeded || Artifact is not null;

    /// <summary>True when it did not succeed yet, but may.</summary>
    public bool IsOpen => State is StageState.Pending or StageState.Running;

    /// <summary>True when nothing below it can run.</summary>
    public bool IsBlocked => State is StageState.Failed or StageState.Skipped;

    /// <summary>True when a child can start: it succeeded, and its artifact is there.</summary>
    public bool CanBeFollowed => State == StageState.Succeeded && Artifact is not { IsGone: true };

    internal static StageStatus Of(StageRecord record) => new(IsAbandoned(record) ? StageState.Pending : record.State, record.LastAttempt)
    {
        Failed = record.Failed,
        Artifact = record.Artifact is { } artifact ? StageArtifact.Of(artifact, 0) with { IsGone = record.ArtifactDeleted } : null,
    };

    private static bool IsAbandoned(StageRecord record) => record is { State: StageState.Running, Slot: null };
}

/// <summary>What a stage left for its children.</summary>
/// <param name="IsGone">The file was deleted, or found missing or damaged.</param>
/// <param name="Age">Counts up with each artifact of a run; 0 for those of earlier runs.</param>
public sealed record StageArtifact(long Bytes, string Sha256, bool IsGone, long Age)
{
    /// <summary>A size comes from another process: sums of it must stay sums.</summary>
    private const long LargestBytes = 1L << 40;

    internal static StageArtifact Of(ArtifactRecord record, long age) => new(Math.Min(record.Bytes, LargestBytes), record.Sha256, IsGone: false, age);
}
