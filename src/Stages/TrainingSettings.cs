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

    /// <summary>The trial's seed: initial weights, data order, augmentation and attack starts derive from it and the stage key.</summary>
    public required long Seed { get; init; }

    /// <summary>Passes over the training set, at least 1.</summary>
    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    public required OptimizerSettings Optimizer { get; init; }

    /// <summary>Share of the target spread over all classes, in [0, 1).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Zero-pad by an eighth of the side, random crop, horizontal flip.</summary>
    public bool Augment { get; init; }

    /// <summary>Half-width, in (0, 1], of the range about 1 that factors of brightness, contrast and saturation are drawn from; null: colours stay.</summary>
    public double? ColourJitter { get; init; }

    /// <summary>Null: clean images. Else each batch is attacked first (adversarial training).</summary>
    public AttackSettings? Attack { get; init; }

    /// <summary>Null: plain SGD. Else a sharpness-aware step.</summary>
    public PerturbationSettings? Perturbation { get; init; }

    /// <summary>Null: all channels stay. Else channels are removed during this stage.</summary>
    public ChannelPruningSettings? ChannelPruning { get; init; }

    /// <summary>Null: dense. Else an unstructured mask over the weights.</summary>
    public MaskSettings? Mask { get; init; }

    /// <summary>Null: train for all epochs. Else stop when the early-bird mask has settled (Robust Bird, stage 1).</summary>
    public TicketSearchSettings? TicketSearch { get; init; }
}

/// <summary>SGD with momentum; v = momentum v + (g + weightDecay w); w = w - lr v.</summary>
public sealed record OptimizerSettings
{
    /// <summary>Peak learning rate, above 0.</summary>
    public required double LearningRate { get; init; }

    public double Momentum { get; init; }

    public double WeightDecay { get; init; }

    /// <summary><c>constant</c>, <c>cosine</c> (to zero over the stage) or <c>multistep</c>.</summary>
    public required string Schedule { get; init; }

    /// <summary>Linear warm-up over that many first epochs.</summary>
    public int WarmupEpochs { get; init; }

    /// <summary><c>multistep</c>: shares of the stage's epochs, in (0, 1), after which the rate is multiplied by 0.1.</summary>
    public EquatableList<double>? Milestones { get; init; }
}

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

/// <summary>Sharpness-aware ascent (SAM, ASAM) with a radius for each neuron (AdaSAP) or one for the network.</summary>
public sealed record PerturbationSettings
{
    /// <summary><c>sam</c>, <c>asam</c> or <c>scaled</c>.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// <c>neuron</c>: each neuron on its own ball, coupled rows end to end. <c>row</c>: each of the coupled rows on a ball of its own.
    /// <c>global</c>: one norm over all perturbed parameters.
    /// </summary>
    public required string Normalisation { get; init; }

    /// <summary>Radius of the most important neuron; equal to <see cref="RhoMax"/> for a uniform perturbation.</summary>
    public required double RhoMin { get; init; }

    /// <summary>Radius of the least important neuron.</summary>
    public required double RhoMax { get; init; }

    /// <summary>ASAM's eta, added to |w|.</summary>
    public double Eta { get; init; }

    /// <summary>A word of <see cref="PerturbedParameters"/>; null: the weights of two or more dimensions.</summary>
    public string? Perturb { get; init; }

    /// <summary>A word of <see cref="RadiusOrders"/>; null: the least important neuron has <see cref="RhoMax"/>.</summary>
    public string? RadiusOrder { get; init; }

    /// <summary><c>layer</c> or <c>global</c>: over what the smallest and largest score are taken.</summary>
    public string? Scope { get; init; }

    /// <summary>The criterion whose scores set the radii; null when the radius is uniform.</summary>
    public string? Criterion { get; init; }

    /// <summary>A word of <see cref="GroupReductions"/> for the scores of coupled channels; null: the criterion's own way.</summary>
    public string? GroupReduction { get; init; }
}

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

    /// <summary><c>exponential</c>: after cut r of R the share kept is sizeRatio^(r/R). <c>linear</c>. <c>one-shot</c>.</summary>
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

/// <summary>Flying Bird's prune and grow.</summary>
public sealed record MaskUpdateSettings
{
    /// <summary>Optimizer steps between updates, at least 1.</summary>
    public required int Interval { get; init; }

    /// <summary>Share of a layer's active weights replaced by the first update; falls along a cosine to <see cref="FinalRate"/>.</summary>
    public required double InitialRate { get; init; }

    public required double FinalRate { get; init; }

    /// <summary><c>gradient</c> or <c>random</c>.</summary>
    public required string Growth { get; init; }
}

/// <summary>Robust Bird's early-bird rule: stop when the mask has hardly moved over the last masks.</summary>
public sealed record TicketSearchSettings
{
    /// <summary>Sparsity of the mask that is watched.</summary>
    public required double Sparsity { get; init; }

    /// <summary>Masks kept, the newest included; at least 2.</summary>
    public required int Window { get; init; }

    /// <summary>Largest normalised Hamming distance between the newest mask and each older one.</summary>
    public required double Distance { get; init; }
}
