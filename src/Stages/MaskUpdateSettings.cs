namespace AdaSapSweep.Stages;

/// <summary>Flying Bird's prune and grow.</summary>
public sealed record MaskUpdateSettings
{
    /// <summary>Optimizer steps between updates, at least 1.</summary>
    public required int Interval { get; init; }

    /// <summary>Share of a layer's active weights replaced by the first update; falls along a cosine to <see cref="FinalRate"/>.</summary>
    public required double InitialRate { get; init; }

    public required double FinalRate { get; init; }

    /// <summary>A word of <see cref="GrowthRules"/>.</summary>
    public required string Growth { get; init; }

    /// <summary>A word of <see cref="RegrowRules"/>; null: what an update kills may come back in the same update.</summary>
    public string? Regrow { get; init; }

    /// <summary>Optimizer steps between updates after more than half of the epochs, at least 1; null: <see cref="Interval"/>.</summary>
    public int? LateInterval { get; init; }

    /// <summary>Null: the counts of the layers stay (Flying Bird). Else they follow how training goes (Flying Bird+).</summary>
    public AdaptiveDensitySettings? Adaptive { get; init; }
}
