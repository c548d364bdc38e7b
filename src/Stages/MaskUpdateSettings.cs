namespace AdaSapSweep.Stages;

/// <summary>Flying Bird's prune and grow.</summary>
public sealed record MaskUpdateSettings
{
    /// <summary>Optimizer steps between updates, at least 1.</summary>
    public required int Interval { get; init; }

    /// <summary>Share of a layer's active weights replaced by the first update; falls along a cosine to <see cref="FinalRate"/>.</summary>
    public required double InitialRate { get; init; }

    public required double FinalRate { get; init; }

    /// <summary><c>gradient</c> or <c>random</c>.</summary>
    public required string Growth { get; init; }
}
