namespace AdaSapSweep.Training.Data;

/// <summary>How images are read from files; none of it changes a number.</summary>
public sealed record ReadingOptions
{
    /// <summary>Looked at between images.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Hears how many images have been read; null: nobody asks.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Where decoded images are kept for later stages; null: nowhere.</summary>
    public string? KeepIn { get; init; }

    /// <summary>Tells what a killed process left behind from what is being written.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
