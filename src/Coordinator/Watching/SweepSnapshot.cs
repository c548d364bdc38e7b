using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>
/// A sweep at a moment, as far as people look at it. The run's own progress makes it (<see cref="SweepTally"/>), and so does a store that is watched
/// (<see cref="WatchedSweep"/>); whoever shows it does not know which.
/// </summary>
/// <param name="Share">Of the plan's work that is done, from 0 to 1.</param>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Left">Estimated; null while nothing is known.</param>
/// <param name="Slots">By name.</param>
/// <param name="Ended">The latest trials that ended, the last one first.</param>
/// <param name="Notice">What has to be known of all of it; null for nothing.</param>
internal sealed record SweepSnapshot(
    string Sweep,
    SweepCounts Counts,
    double Share,
    TimeSpan Elapsed,
    TimeSpan? Left,
    ImmutableArray<SlotNow> Slots,
    ImmutableArray<EndedTrial> Ended,
    string? Notice)
{
    /// <summary>Slots wait though a stage is ready, as it has no room in the memory of their device; null: they wait for a stage.</summary>
    public WaitingStage? WaitsForMemory { get; init; }
}

/// <param name="Work">Null while it waits for some.</param>
internal sealed record SlotNow(SlotId Slot, SlotWork? Work);

/// <param name="FirstTrial">The lowest number among the trials that go through the stage.</param>
/// <param name="Trials">How many do.</param>
/// <param name="Phase">From <see cref="Shared.Telemetry.StagePhaseNames"/>; null where it is not known.</param>
/// <param name="PlannedEpochs">0 for an evaluation.</param>
/// <param name="Loss">Of the last epoch; null before there is one.</param>
/// <param name="Speed">Null while it is not known.</param>
internal sealed record SlotWork(
    StageKey Stage, string Kind, AttemptNumber Attempt, int FirstTrial, int Trials, string? Phase, int Epoch, int PlannedEpochs, double? Loss, Speed? Speed);

/// <param name="Unit">images, steps or epochs.</param>
internal readonly record struct Speed(double PerSecond, string Unit)
{
    public const string Images = "images";
    public const string Steps = "steps";
    public const string Epochs = "epochs";
}
