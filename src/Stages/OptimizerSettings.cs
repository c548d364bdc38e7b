namespace AdaSapSweep.Stages;

/// <summary>SGD with momentum; v = momentum v + (g + weightDecay w); w = w - lr v.</summary>
public sealed record OptimizerSettings
{
    /// <summary>Peak learning rate, above 0.</summary>
    public required double LearningRate { get; init; }

    public double Momentum { get; init; }

    public double WeightDecay { get; init; }

    /// <summary><c>constant</c>, <c>cosine</c> (to zero over the stage), <c>multistep</c> or <c>cyclic</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>Linear warm-up over that many first epochs.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary><c>multistep</c>: shares of the stage's epochs, in (0, 1), after which the rate is multiplied by 0.1.</summary>
    public EquatableList<double>? Milestones { get; init; }

    /// <summary><c>cyclic</c>: share of the stage's steps, in (0, 1), at which the rate is highest; null for the others.</summary>
    public double? CyclicPeak { get; init; }
}
