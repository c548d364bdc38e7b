namespace AdaSapSweep.Stages;

/// <summary>
/// Training that imitates networks which the parent's file holds, beside learning the labels: the loss is the sum of the parts, each times its weight.
/// </summary>
public sealed record DistillationSettings
{
    /// <summary>Weight of the stage's own loss, at least 0.</summary>
    public required double Labels { get; init; }

    /// <summary>Weight of the teacher trained on clean images; null: there is none.</summary>
    public double? Standard { get; init; }

    /// <summary>Weight of the teacher trained on attacked images; null: there is none.</summary>
    public double? Robust { get; init; }

    /// <summary>Logits are divided by it, above 0.</summary>
    public required double Temperature { get; init; }
}
