namespace AdaSapSweep.Shared.Model;

public enum StageState
{
    /// <summary>Not started, or back in the queue after a failed attempt.</summary>
    Pending,

    /// <summary>An attempt holds a lease.</summary>
    Running,

    /// <summary>Finished with a recorded result; never changes again.</summary>
    Succeeded,

    /// <summary>In quarantine: the reason is not worth another attempt, or the attempts are used up. A retry takes it out.</summary>
    Failed,

    /// <summary>Not run, because an ancestor failed for good or because every trial that needs it was cancelled. A retry takes it out.</summary>
    Skipped,
}

public enum TrialState
{
    Pending,
    Running,
    Succeeded,
    Failed,

    /// <summary>Stopped on request. A retry takes it up again.</summary>
    Cancelled,
}

public enum AttemptState
{
    Running,
    Succeeded,
    Failed,
}

public enum FailureKind
{
    /// <summary>The loss or a weight is not finite.</summary>
    Diverged,
    OutOfMemory,

    /// <summary>The data set is missing, damaged, or not the one that was planned.</summary>
    Data,

    /// <summary>The stage runner threw something else.</summary>
    Crash,

    /// <summary>The GPU actor died, or reported no progress within its lease.</summary>
    Lost,
    Cancelled,

    /// <summary>The process lives, but neither a step nor an epoch was done within the progress deadline.</summary>
    Hung,

    /// <summary>The parent's artifact is gone or damaged: the parent has to run again.</summary>
    ParentMissing,

    /// <summary>The disk of the artifact folder is full.</summary>
    DiskFull,
}
