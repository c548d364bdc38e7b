namespace AdaSapSweep.Shared.Model;

public enum StageState
{
    /// <summary>Not started, or back in the queue after a failed attempt.</summary>
    Pending,

    /// <summary>An attempt holds a lease.</summary>
    Running,

    /// <summary>Finished with a recorded result; never changes again.</summary>
    Succeeded,

    /// <summary>Failed for good: the reason is not worth another attempt, or the attempts are used up.</summary>
    Failed,

    /// <summary>Never run, because an ancestor failed for good.</summary>
    Skipped,
}

public enum TrialState
{
    Pending,
    Running,
    Succeeded,
    Failed,
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
}
