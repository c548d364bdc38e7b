namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The limits that the scheduler keeps; from <c>adasap.coordinator</c> in hocon/coordinator.conf and the flags of a run.</summary>
public sealed record SchedulingPolicy
{
    private const int MostDoublings = 10;

    /// <summary>A lease that is not renewed for so long is lost.</summary>
    public required TimeSpan LeaseLength { get; init; }

    /// <summary>After a restart of the coordinator, GPU actors that ran stages have so long to come back before their leases are lost.</summary>
    public required TimeSpan AdoptionGrace { get; init; }

    /// <summary>An attempt that has begun and does neither a step nor an epoch for so long is hung.</summary>
    public required TimeSpan ProgressDeadline { get; init; }

    /// <summary>Attempts at a stage that may crash or hang before it is quarantined.</summary>
    public required int MaxCrashes { get; init; }

    /// <summary>Attempts at a stage that may run out of memory before it is quarantined; each next one halves the micro-batch.</summary>
    public required int MaxOutOfMemory { get; init; }

    /// <summary>Leases of a stage that may be lost, or given back unasked, in a row without a new epoch in between, before it is quarantined.</summary>
    public required int MaxLosses { get; init; }

    /// <summary>Wait before the second attempt after a crash; doubled for each further one.</summary>
    public required TimeSpan RetryDelay { get; init; }

    /// <summary>A slot gets its next stage ahead when the one that it runs is expected to end within so long, or when nothing is known of it.</summary>
    public required TimeSpan PrefetchLead { get; init; }

    /// <summary>Which artifacts stay when nothing needs them.</summary>
    public KeepArtifacts Keep { get; init; } = KeepArtifacts.All;

    /// <summary>Bytes that artifacts and checkpoints may take; null for no limit.</summary>
    public long? DiskBudget { get; init; }

    /// <summary>Share of a device's memory that stages on it may take together, by what is known of them; null: nobody looks at it.</summary>
    public double? DeviceMemoryShare { get; init; }

    /// <summary>A stage of whose memory nothing is known runs alone on its device; else it counts as an equal share of it.</summary>
    public bool MeasureFirst { get; init; }

    /// <summary>The sweep drains when so many trials have failed; null for never.</summary>
    public int? MaxFailedTrials { get; init; }

    public TimeSpan DelayAfter(int crashes) => RetryDelay * Math.Pow(2, Math.Clamp(crashes - 1, 0, MostDoublings));
}

/// <summary>Which artifacts stay when no unfinished stage needs them.</summary>
public enum KeepArtifacts
{
    All,

    /// <summary>The last one on each trial's path: the trained networks.</summary>
    Leaves,
    None,
}
