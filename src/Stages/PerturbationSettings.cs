namespace AdaSapSweep.Stages;

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
