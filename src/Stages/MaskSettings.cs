namespace AdaSapSweep.Stages;

/// <summary>An unstructured mask over convolution and linear weights.</summary>
public sealed record MaskSettings
{
    /// <summary>Images of each class that <c>grasp</c> reads where nothing else is said (its authors' number for CIFAR-10).</summary>
    public const int UsualImagesPerClass = 10;

    /// <summary>What <c>grasp</c> divides logits by where nothing else is said (its authors' number).</summary>
    public const double UsualTemperature = 200;

    /// <summary>Rounds of <c>synflow</c> where nothing else is said (its authors' number).</summary>
    public const int UsualRounds = 100;

    /// <summary>Share of the prunable weights that are zero, in (0, 1).</summary>
    public required double Sparsity { get; init; }

    /// <summary>
    /// A name from <see cref="InitialMasks"/>. <c>magnitude</c>: the smallest of the weights that the stage starts with go. <c>random</c>: drawn
    /// without a look at them. The others: by scores of the weights that the stage starts with.
    /// </summary>
    public required string Initial { get; init; }

    /// <summary>How a random mask is spread over layers: <c>igq</c>, <c>erk</c> or <c>uniform</c>; null for the others, which rank all weights together.</summary>
    public string? Budget { get; init; }

    /// <summary>Weights that every layer keeps whatever their rank, at least 0; null: none. A random mask leaves no layer empty anyway.</summary>
    public int? LeastPerLayer { get; init; }

    /// <summary>Training images that <c>snip</c> reads, at least 1; null: a batch.</summary>
    public int? Images { get; init; }

    /// <summary>Training images of each class that <c>grasp</c> reads, at least 1; null: <see cref="UsualImagesPerClass"/>.</summary>
    public int? ImagesPerClass { get; init; }

    /// <summary>What <c>grasp</c> divides logits by, above 0; null: <see cref="UsualTemperature"/>.</summary>
    public double? Temperature { get; init; }

    /// <summary>Rounds of <c>synflow</c>, at least 1; null: <see cref="UsualRounds"/>.</summary>
    public int? Rounds { get; init; }

    /// <summary>Null: the mask is static. Else prune and grow at equal counts.</summary>
    public MaskUpdateSettings? Update { get; init; }
}
