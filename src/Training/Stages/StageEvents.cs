namespace AdaSapSweep.Training.Stages;

/// <summary>Names of what can happen in a stage beside steps and epochs.</summary>
public static class StageEvents
{
    public const string CheckpointWritten = "checkpoint written";
    public const string CheckpointNotWritten = "checkpoint not written";
    public const string CheckpointIgnored = "checkpoint ignored";
    public const string Resumed = "resumed";
    public const string ChannelsRemoved = "channels removed";
    public const string MaskUpdated = "mask updated";
    public const string DensityDecided = "density decided";
    public const string TicketFound = "ticket found";
    public const string TicketNotFound = "ticket not found";

    /// <summary>See <see cref="Stages.CatastrophicOverfitting"/>. Training goes on.</summary>
    public const string CatastrophicOverfitting = "catastrophic overfitting";

    /// <summary>Where a stage stands: epochs done, and batches of the one under way.</summary>
    internal static Dictionary<string, object> Position(TrainingState state) =>
        new() { ["epochs"] = state.EpochsDone, ["batches"] = state.BatchesDone };
}
