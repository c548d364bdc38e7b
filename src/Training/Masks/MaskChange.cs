namespace AdaSapSweep.Training.Masks;

/// <summary>What an update does to every layer of a mask.</summary>
/// <param name="Rate">Share of a layer's active weights that it replaces.</param>
public sealed record MaskChange(double Rate)
{
    /// <summary>Weights killed for good, as a share of those replaced; 0: none.</summary>
    public double Deeper { get; init; }

    /// <summary>Weights grown beyond those replaced, as a share of them; 0: none.</summary>
    public double More { get; init; }

    /// <summary>What it kills comes back only where there are too few others.</summary>
    public bool ExcludesKilled { get; init; }

    /// <summary>How many more than it replaces it kills in a layer.</summary>
    /// <param name="active">Weights of the layer before.</param>
    public int DeeperOf(int active) => (int)Math.Ceiling(Deeper * Rate * active);

    /// <summary>How many it grows in a layer where it replaces that many.</summary>
    public int GrownFor(int replaced) => (int)(replaced * (1 + More));
}
