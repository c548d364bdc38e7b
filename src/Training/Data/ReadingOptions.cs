namespace AdaSapSweep.Training.Data;

/// <summary>How images are read from files; none of it changes a number.</summary>
public sealed record ReadingOptions
{
    /// <summary>Looked at between images.</summary>
    public CancellationToken Stop { get; init; }
}
