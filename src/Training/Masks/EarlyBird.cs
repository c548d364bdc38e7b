using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// Robust Bird's rule for the end of its search: after every epoch a mask is drawn over what is watched, and the search ends when the newest
/// mask hardly differs from each of the ones before it. Watched are the convolution weights, or the scales of the batch norms; the classifier
/// takes no part, as in the official code.
/// </summary>
public sealed class EarlyBird
{
    private readonly TicketSearchSettings _settings;
    private readonly Queue<bool[]> _masks = [];

    /// <param name="settings">Whose window and distance hold.</param>
    /// <exception cref="ArgumentException">A window below 2 or a sparsity outside [0, 1).</exception>
    public EarlyBird(TicketSearchSettings settings, double sparsity)
    {
        if (settings.Window < 2) throw new ArgumentException($"a window of {settings.Window} masks has nothing to compare; it is at least 2");
        if (sparsity is not (>= 0 and < 1)) throw new ArgumentException($"sparsity {sparsity} is not in [0, 1)");
        (_settings, Sparsity) = (settings, sparsity);
        Distances = Unknown();
    }

    public double Sparsity { get; }

    /// <summary>The masks of the last epochs, oldest first: what a checkpoint keeps.</summary>
    public IReadOnlyCollection<bool[]> Masks => _masks;

    /// <summary>From the newest mask to each older one, oldest first: the share of positions that differ. 1 while the window is not full.</summary>
    public IReadOnlyList<double> Distances { get; private set; }

    /// <summary>The mask has settled: the window is full and no distance is above the limit.</summary>
    public bool Found => _masks.Count == _settings.Window && Distances.All(distance => distance <= _settings.Distance);

    /// <summary>Takes the values that are watched, in the network's order, at the end of an epoch.</summary>
    public void Observe(float[] values) => Push(MaskOf(values, Sparsity));

    /// <summary>Continues from the masks of a checkpoint, oldest first.</summary>
    public void Push(bool[] mask)
    {
        if (_masks.Count == _settings.Window) _masks.Dequeue();
        _masks.Enqueue(mask);
        Distances = _masks.Count < _settings.Window ? Unknown() : [.. _masks.SkipLast(1).Select(older => Distance(older, mask))];
    }

    /// <summary>
    /// True where a weight is strictly larger than the one of rank floor(N sparsity): ties go together, and without ties one weight
    /// fewer is kept than the sparsity says.
    /// </summary>
    public static bool[] MaskOf(float[] weights, double sparsity) => Magnitudes.AboveRank(weights, (int)(weights.Length * sparsity));

    /// <summary>Normalised Hamming distance: over all positions, kept or not.</summary>
    public static double Distance(bool[] a, bool[] b)
    {
        var equal = 0;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] == b[i]) equal++;
        }
        return 1 - equal / (double)a.Length;
    }

    private double[] Unknown() => [.. Enumerable.Repeat(1.0, _settings.Window - 1)];
}
