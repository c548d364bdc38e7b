namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>How long a fetch is patient.</summary>
public sealed record FetchSettings
{
    /// <summary>Longest time without a byte before the connection is given up and tried again.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in a row that bring nothing new before it is given up.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause after the first of such attempts; doubled after each further one.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Timers and pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>How far a fetch is.</summary>
/// <param name="What">As "downloading".</param>
/// <param name="All">Bytes; null where the server does not say.</param>
public readonly record struct FetchProgress(string What, long Done, long? All);
