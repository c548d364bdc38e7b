using AdaSapSweep.Coordinator.Scheduling;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>
/// What a schedule has to stand, drawn anew for each: often only a few kinds of fault, so that none hides behind another. It ends at
/// <see cref="StormUntil"/>; whatever is left undone then has to end in calm weather.
/// </summary>
internal sealed record Weather
{
    /// <summary>No fault of any kind.</summary>
    public static Weather Calm(int slots, SchedulingPolicy policy) => new() { Slots = slots, Policy = policy, Faults = [] };

    public static Weather Draw(Chance chance) => new()
    {
        Slots = chance.Between(1, 5),
        Policy = DrawPolicy(chance),
        StormUntil = chance.Between(0, 90_000),
        LossPercent = chance.Percent(50) ? chance.Between(1, 12) : 0,
        LatePercent = chance.Percent(40) ? chance.Between(1, 15) : 0,
        FailurePercent = chance.Percent(60) ? chance.Between(1, 25) : 0,
        OddPercent = chance.Percent(40) ? chance.Between(5, 20) : 0,
        SlowestCommit = chance.Percent(50) ? chance.Between(1, 1_500) : 0,
        Faults = chance.Some(Enum.GetValues<Fault>(), 45),
        ElsewherePercent = chance.Percent(30) ? chance.Between(10, 60) : 0,
        Devices = chance.Between(1, 2),
        UntoldPercent = chance.Percent(20) ? 30 : 0,
    };

    public required int Slots { get; init; }

    public required SchedulingPolicy Policy { get; init; }

    /// <summary>Milliseconds.</summary>
    public long StormUntil { get; init; }

    /// <summary>Messages that never arrive.</summary>
    public int LossPercent { get; init; }

    /// <summary>Messages that arrive a second time, much later.</summary>
    public int LatePercent { get; init; }

    /// <summary>Attempts that fail by chance.</summary>
    public int FailurePercent { get; init; }

    /// <summary>Stages that always fail, or that need smaller micro-batches.</summary>
    public int OddPercent { get; init; }

    /// <summary>Milliseconds.</summary>
    public int SlowestCommit { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    /// <summary>Stages whose artifacts other sweeps start from.</summary>
    public int ElsewherePercent { get; init; }

    /// <summary>On which the slots lie in turn.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>Slots that cannot tell what memory their device has.</summary>
    public int UntoldPercent { get; init; }

    private static SchedulingPolicy DrawPolicy(Chance chance) => Plans.Policy with
    {
        ProgressDeadline = TimeSpan.FromSeconds(25),
        MaxCrashes = chance.Between(1, 4),
        MaxOutOfMemory = chance.Between(1, 5),
        MaxLosses = chance.Between(1, 5),
        PrefetchLead = TimeSpan.FromSeconds(chance.Of([0, 1, 5, 60])),
        Keep = chance.Of(Enum.GetValues<KeepArtifacts>()),
        MaxFailedTrials = chance.Percent(10) ? chance.Between(1, 5) : null,
        DeviceMemoryShare = chance.Percent(50) ? 0.5 : null,
        MeasureFirst = chance.Percent(30),
        DiskBudget = chance.Percent(40) ? chance.Between(Nature.MostBytesOfAStage, 3 * Nature.MostBytesOfAStage) : null,
    };
}

/// <summary>What can happen to a sweep from outside.</summary>
internal enum Fault
{
    KillSlot,
    KillCoordinator,
    CutSlot,
    PauseSlot,
    EndSlot,
    HangStage,
    LoseArtifact,
    Cancel,
    Retry,
    Edit,
    Drain,
    Exhaust,
}
