namespace AdaSapSweep.Stages;

/// <summary>Removal of whole channels, in several cuts, down to a share of what the dense network costs.</summary>
public sealed record ChannelPruningSettings
{
    /// <summary>A word of <see cref="Criteria"/>.</summary>
    public required string Criterion { get; init; }

    /// <summary>Parameters kept over parameters of the dense network, in (0, 1]; null: the target is another.</summary>
    public double? SizeRatio { get; init; }

    /// <summary>Multiply-accumulates of an image kept over those of the dense network, in (0, 1]; null: the target is another.</summary>
    public double? MacRatio { get; init; }

    /// <summary>
    /// Measured time of a batch kept over that of the dense network, in (0, 1]; null: the target is another. The only setting whose effect
    /// depends on the device; see docs/decisions/0011.
    /// </summary>
    public double? LatencyRatio { get; init; }

    /// <summary>Images a batch when layers are timed; null without <see cref="LatencyRatio"/>.</summary>
    public int? LatencyBatch { get; init; }

    /// <summary>Number of cuts spread over the stage, at least 1.</summary>
    public required int Cuts { get; init; }

    /// <summary><c>exponential</c>: after cut r of R the share kept is sizeRatio^(r/R). <c>linear</c>. <c>one-shot</c>. <c>at-start</c>: all of it before the first step.</summary>
    public required string Schedule { get; init; }

    /// <summary>A word of <see cref="GroupReductions"/>; null: the criterion's own way.</summary>
    public string? GroupReduction { get; init; }

    /// <summary>A word of <see cref="ScoreNormalisations"/>; null: the criterion's own.</summary>
    public string? ScoreNormalisation { get; init; }

    /// <summary>A word of <see cref="Rankings"/>; null: <c>global</c>.</summary>
    public string? Ranking { get; init; }

    /// <summary>
    /// Weight of the scores before the last cut in those after it, in (0, 1); for scores from gradients. Null: they are forgotten at every cut.
    /// </summary>
    public double? ScoreMomentum { get; init; }

    /// <summary>Channels go in bundles, so that a multiple of this stays of every group that loses any; above 1, or null: one by one.</summary>
    public int? Multiple { get; init; }
}
