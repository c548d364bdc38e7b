namespace AdaSapSweep.Shared.Store;

/// <summary>Names of the store's events that programs look for; the others are for people.</summary>
public static class EventNames
{
    /// <summary>A run of a sweep began.</summary>
    public const string Begun = "begun";

    /// <summary>The sweep's file was edited while it ran, or between two runs.</summary>
    public const string Edited = "edited";

    /// <summary>A run ended in order: it was done, or stopped. One that was killed leaves none.</summary>
    public const string Ended = "ended";

    /// <summary>A slot has nothing to do, as the stage that is ready does not fit into the memory of its device beside what runs there.</summary>
    public const string WaitsForMemory = "waits-for-memory";
}
