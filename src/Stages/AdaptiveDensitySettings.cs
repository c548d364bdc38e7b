namespace AdaSapSweep.Stages;

/// <summary>Flying Bird+: each update may leave fewer or more weights than it found, by what the validation images said of the epochs done.</summary>
public sealed record AdaptiveDensitySettings
{
    /// <summary>Changes from epoch to epoch that are looked at, at least 1.</summary>
    public required int Window { get; init; }

    /// <summary>Weights that a pruning update kills for good, as a share of those that it replaces; at least 0.</summary>
    public required double PruneRatio { get; init; }

    /// <summary>Weights that a growing update adds, as a share of those that it replaces; at least 0.</summary>
    public required double GrowthRatio { get; init; }

    /// <summary>Share of the changes, in [0, 1], from which on an update prunes or grows.</summary>
    public required double Threshold { get; init; }

    /// <summary>Share of the epochs, in [0, 1], before which the counts stay.</summary>
    public required double StartShare { get; init; }

    /// <summary>No update prunes below this share of the weights; null: no floor.</summary>
    public double? Floor { get; init; }

    /// <summary>No update grows above this share of the weights; null: no ceiling.</summary>
    public double? Ceiling { get; init; }
}
