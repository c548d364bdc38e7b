namespace AdaSapSweep.Stages;

/// <summary>A second test set, of images that differ from those of the sweep: of the same classes, at the same size.</summary>
public sealed record ShiftedSettings
{
    /// <summary>The form in which its files lie, and the side that its images are brought to.</summary>
    public required DataSettings Data { get; init; }

    /// <summary>Identity of its content, 64 lower-case hex digits. Where it lies is no part of a stage.</summary>
    public required string Fingerprint { get; init; }
}
