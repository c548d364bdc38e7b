namespace AdaSapSweep.Training.Stages;

/// <summary>Names of what can happen in a stage beside steps and epochs.</summary>
public static class StageEvents
{
    public const string CheckpointWritten = "checkpoint written";
    public const string CheckpointIgnored = "checkpoint ignored";
    public const string Resumed = "resumed";
    public const string ChannelsRemoved = "channels removed";
    public const string MaskUpdated = "mask updated";
    public const string TicketFound = "ticket found";
}
