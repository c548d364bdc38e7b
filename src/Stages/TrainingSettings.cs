namespace AdaSapSweep.Stages;

/// <summary>
/// One run of training under constant settings. Every method is a combination of the same parts: an objective, an optional
/// perturbation of the weights, optional removal of channels, an optional sparse mask, an optional rule to stop early.
/// </summary>
public sealed record TrainingSettings : IStageSettings
{
    public required DataSettings Data { get; init; }

    /// <summary>A name from <see cref="Architectures"/>.</summary>
    public required string Architecture { get; init; }

    /// <summary><c>cifar</c> or <c>imagenet</c>; null: what the side of the images asks for (<see cref="Stems.Choose"/>).</summary>
    public string? Stem { get; init; }

    /// <summary>
    /// Null: the network has its full widths. Else, in (0, 1), every width is scaled by one factor, such that about as many parameters are
    /// left as a mask of this sparsity leaves of the full network. For a stage that starts from random weights.
    /// </summary>
    public double? NarrowedLike { get; init; }

    /// <summary>The trial's seed: initial weights, data order, augmentation and attack starts derive from it and the stage key.</summary>
    public required long Seed { get; init; }

    /// <summary>Passes over the training set, at least 1.</summary>
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required OptimizerSettings Optimizer { get; init; }

    /// <summary>A word of <see cref="Precisions"/>: what convolutions and linear layers compute in, in training, its attacks and its validation. Null: float32.</summary>
    public string? Precision { get; init; }

    /// <summary>Share of the target spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Zero-pad by an eighth of the side, random crop, horizontal flip.</summary>
    public bool Augment { get; init; }

    /// <summary>Half-width, in (0, 1], of the range about 1 that factors of brightness, contrast and saturation are drawn from; null: colours stay.</summary>
    public double? ColourJitter { get; init; }

    /// <summary>Null: nothing is measured between epochs, on images held out or not.</summary>
    public ValidationSettings? Validation { get; init; }

    /// <summary>Null: clean images. Else each batch is attacked first (adversarial training).</summary>
    public AttackSettings? Attack { get; init; }

    /// <summary>Null: the cross-entropy on the attacked images. Else TRADES: on the clean ones, and that many times the divergence from them to the attacked.</summary>
    public double? TradesBeta { get; init; }

    /// <summary>Null: no teacher. Else teachers out of the parent's file.</summary>
    public DistillationSettings? Distillation { get; init; }

    /// <summary>True: from random weights although there is a parent, which then gives teachers alone. Else null.</summary>
    public bool? FreshStart { get; init; }

    /// <summary>Teachers of the parent's file that this stage's file holds too, from <see cref="TeacherNames"/>; null: none.</summary>
    public EquatableList<string>? PassesOn { get; init; }

    /// <summary>Share of the epochs, in (0, 1), after which the weights are averaged, epoch by epoch; the mean is the stage's network. Null: the last weights are.</summary>
    public double? SwaStart { get; init; }

    /// <summary>Null: plain SGD. Else a sharpness-aware step.</summary>
    public PerturbationSettings? Perturbation { get; init; }

    /// <summary>Null: all channels stay. Else channels are removed during this stage.</summary>
    public ChannelPruningSettings? ChannelPruning { get; init; }

    /// <summary>Null: dense. Else an unstructured mask over the weights.</summary>
    public MaskSettings? Mask { get; init; }

    /// <summary>Sparsity whose network is taken from a parent that searched for several tickets; null: the parent's own network.</summary>
    public double? Ticket { get; init; }

    /// <summary>Null: train for all epochs. Else stop when the early-bird mask has settled (Robust Bird, stage 1).</summary>
    public TicketSearchSettings? TicketSearch { get; init; }
}
