using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>What a run of a plan is expected to come to, given what its store has done already.</summary>
/// <param name="Trials">Of the plan; <paramref name="TrialsToRun"/> of them have not ended.</param>
/// <param name="Stages">Of the plan.</param>
/// <param name="StagesToRun">Those still to run, and those that run again because their artifact is gone. Exact, as is <paramref name="EpochsToRun"/>.</param>
/// <param name="EpochsToRun">Without those that a ticket search leaves out by stopping early.</param>
/// <param name="SecondsToRun">Of all slots together; null when nothing is known of the time of some kind of stage.</param>
/// <param name="SecondsWithoutSharing">Of the whole plan, were nothing shared and nothing done.</param>
/// <param name="WallSeconds">On the slots of this prediction.</param>
/// <param name="IsBound">The plan is too large to be played through: wall time is the least that work and the longest path allow, disk the most that can lie there.</param>
/// <param name="PeakDiskBytes">Artifacts of the plan and checkpoints, at their highest; null when nothing is known of the size of some architecture.</param>
/// <param name="PeakMemoryBytes">Of one slot's process, at its highest; null when no stage of the plan's kinds and architectures has told.</param>
/// <param name="UntimedKinds">Kinds of stage of which no time is known.</param>
internal sealed record PlanPrediction(
    int Slots,
    int Trials,
    int TrialsToRun,
    int Stages,
    int StagesToRun,
    long EpochsToRun,
    double? SecondsToRun,
    double? SecondsWithoutSharing,
    double? WallSeconds,
    bool IsBound,
    long? PeakDiskBytes,
    long? PeakMemoryBytes,
    ImmutableArray<string> UntimedKinds)
{
    /// <summary>Null where nothing is known of what stages take of a device.</summary>
    public SlotFit? Fit { get; init; }
}
