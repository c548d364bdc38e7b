namespace AdaSapSweep.Stages;

/// <summary>An unstructured mask over convolution and linear weights.</summary>
public sealed record MaskSettings
{
    /// <summary>Share of the prunable weights that are zero, in (0, 1).</summary>
    public required double Sparsity { get; init; }

    /// <summary><c>magnitude</c>: the smallest weights of the parent go (Robust Bird). <c>random</c>: drawn before training (Flying Bird).</summary>
    public required string Initial { get; init; }

    /// <summary>How a random mask is spread over layers: <c>igq</c>, <c>erk</c> or <c>uniform</c>; null for <c>magnitude</c>.</summary>
    public string? Budget { get; init; }

    /// <summary>Null: the mask is static. Else prune and grow at equal counts.</summary>
    public MaskUpdateSettings? Update { get; init; }
}
