namespace AdaSapSweep.Stages;

/// <summary>Projected gradient descent on the cross-entropy; pixels stay in [0, 1].</summary>
public sealed record AttackSettings
{
    /// <summary><c>linf</c> or <c>l2</c>.</summary>
    public required string Norm { get; init; }

    /// <summary>Radius in pixel units of [0, 1].</summary>
    public required double Epsilon { get; init; }

    public required double StepSize { get; init; }

    public required int Steps { get; init; }

    public bool RandomStart { get; init; }

    /// <summary>
    /// True: batch norm uses batch statistics in every attack pass, and each pass updates the running ones, as the official
    /// Flying Bird code does in training. False: evaluation mode.
    /// </summary>
    public bool TrainingMode { get; init; }
}
