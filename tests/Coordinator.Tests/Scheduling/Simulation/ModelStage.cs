using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A stage's row of the model store.</summary>
internal sealed class ModelStage
{
    public StageState State { get; set; } = StageState.Pending;

    public int LastAttempt { get; set; }

    public SlotId? Slot { get; set; }

    public ArtifactRecord? Artifact { get; set; }

    public bool ArtifactDeleted { get; set; }

    public FailedAttempts Failed { get; private set; }

    /// <summary>The attempt at which it last succeeded or was put back: failures up to it count no more.</summary>
    public int CountedAfter { get; private set; }

    /// <summary>Successes in the store's lifetime.</summary>
    public int Successes { get; set; }

    /// <summary>How often it was reopened, which allows as many further successes.</summary>
    public int Reopened { get; set; }

    public bool HasArtifact => Artifact is not null && !ArtifactDeleted;

    public void Count(FailureKind kind) => Failed = kind switch
    {
        FailureKind.Crash or FailureKind.Hung => Failed with { Crashes = Failed.Crashes + 1 },
        FailureKind.OutOfMemory => Failed with { OutOfMemory = Failed.OutOfMemory + 1 },
        FailureKind.Lost => Failed with { Losses = Failed.Losses + 1 },
        _ => Failed,
    };

    public void ForgiveLosses() => Failed = Failed with { Losses = 0 };

    public void ForgiveAll() => (Failed, CountedAfter) = (default, LastAttempt);

    public StageRecord ToRecord() => new(State, new(LastAttempt), Artifact, ArtifactDeleted, Slot, Failed);

    public override string ToString() => $"{State}, attempt {LastAttempt}, holder {Slot?.Value ?? "none"}, artifact {(HasArtifact ? "there" : ArtifactDeleted ? "deleted" : "none")}";
}
