namespace AdaSapSweep.Stages;

/// <summary>How flat a network's minimum is: measured on the first test images, with the running statistics of batch norm, over all parameters.</summary>
public sealed record SharpnessSettings
{
    /// <summary>Words of <see cref="SharpnessMeasures"/>; at least one.</summary>
    public required EquatableList<string> Measures { get; init; }

    /// <summary>Test images, from the front; null: all.</summary>
    public int? Images { get; init; }

    /// <summary>Of <c>worst-loss</c>: <c>sam</c> or <c>asam</c>, whose ball it is; null without that measure.</summary>
    public string? Metric { get; init; }

    /// <summary>Radius of the ball, above 0.</summary>
    public double? Rho { get; init; }

    /// <summary>Steps of the projected ascent; 0: SAM's single step alone.</summary>
    public int? Steps { get; init; }

    /// <summary>Of <c>hessian</c>: most rounds of the power iteration; null without that measure.</summary>
    public int? Rounds { get; init; }
}

public static class SharpnessMeasures
{
    public const string WorstLoss = "worst-loss";
    public const string Hessian = "hessian";

    public static readonly IReadOnlyList<string> All = [WorstLoss, Hessian];
}
