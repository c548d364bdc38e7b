namespace AdaSapSweep.Stages;

/// <summary>What is measured on a finished network. Noise and attack starts are the same for every trial, so that trials can be compared pairwise.</summary>
public sealed record EvaluationSettings : IStageSettings
{
    public required DataSettings Data { get; init; }

    public required string Architecture { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>A word of <see cref="Precisions"/>: what convolutions and linear layers compute in, but where sharpness is measured. Null: float32.</summary>
    public string? Precision { get; init; }

    /// <summary>The attack whose accuracy is reported as robust accuracy; null: none.</summary>
    public AttackSettings? Attack { get; init; }

    /// <summary>The fast gradient sign method: one step as long as the radius; null: not run.</summary>
    public AttackSettings? Fgsm { get; init; }

    /// <summary>PGD on the margin of Carlini and Wagner instead of the cross-entropy; null: not run.</summary>
    public AttackSettings? Cw { get; init; }

    /// <summary>Test images under these attacks, from the front; null: all.</summary>
    public int? AttackImages { get; init; }

    /// <summary>AutoAttack's standard version; null: not run.</summary>
    public AutoAttackSettings? AutoAttack { get; init; }

    /// <summary>True: the network of the best epoch is measured as well, clean and under the attacks. Else null.</summary>
    public bool? Best { get; init; }

    /// <summary>Training images, from the front and not augmented, measured clean and under the attacks as well; null: none.</summary>
    public int? TrainingImages { get; init; }

    /// <summary>Kinds from <see cref="CorruptionKinds"/>; null or empty: none.</summary>
    public EquatableList<string>? Corruptions { get; init; }

    /// <summary>Severities in 1..5.</summary>
    public EquatableList<int>? Severities { get; init; }

    /// <summary>Test images corrupted, from the front; null: all.</summary>
    public int? CorruptionImages { get; init; }

    /// <summary>How flat the minimum is; null: not measured.</summary>
    public SharpnessSettings? Sharpness { get; init; }

    /// <summary>A second test set; null: none.</summary>
    public ShiftedSettings? Shifted { get; init; }

    /// <summary>Measure the time of a forward pass.</summary>
    public bool Latency { get; init; }

    /// <summary>Sparsity that the trial asked for; the measured one must agree.</summary>
    public double? AskedSparsity { get; init; }

    /// <summary>Share of the dense parameters that the trial asked for; the measured one must agree within 2 %.</summary>
    public double? AskedSizeRatio { get; init; }

    /// <summary>Share of the dense multiply-accumulates that the trial asked for; the measured one must agree within 2 %.</summary>
    public double? AskedMacRatio { get; init; }

    /// <summary>Share of the dense latency that the trial asked for. The dense network is then timed beside; no number is refused, as none repeats.</summary>
    public double? AskedLatencyRatio { get; init; }
}
