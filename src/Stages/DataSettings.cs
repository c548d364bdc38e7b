namespace AdaSapSweep.Stages;

/// <summary>Which images a stage reads. The content itself is in the stage key by its fingerprint, never by its folder.</summary>
public sealed record DataSettings
{
    /// <summary>A name from <see cref="DataSets"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Training images, from the front of the training set; null: all of them.</summary>
    public int? TrainImages { get; init; }

    /// <summary>Training images held out for validation, from the end of those that are used; null: none.</summary>
    public int? ValidationImages { get; init; }

    /// <summary>Test images, from the front of the test set; null: all of them.</summary>
    public int? TestImages { get; init; }

    /// <summary>Side in pixels of a rendered, decoded or bordered image; null where the files say it.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Seed from which <c>shapes</c> is rendered; null for data read from files.</summary>
    public long? RenderSeed { get; init; }
}
