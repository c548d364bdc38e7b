using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// The two halves of a mask update of one layer, with their counts apart, so that a rule may prune more than it grows or the other way
/// round. Both change the mask in place; true is active.
/// </summary>
public static class MaskUpdate
{
    /// <summary>How many weights a death rate takes: ceil(rate active); none from a layer that is dense, which never moves.</summary>
    public static int DeathCount(ReadOnlySpan<bool> mask, double rate)
    {
        var active = Active(mask);
        return active == mask.Length ? 0 : (int)Math.Ceiling(rate * active);
    }

    /// <summary>
    /// Kills the smallest active weights: the threshold is the element number zeros + count of all sizes in ascending order, and what is
    /// not strictly larger dies. So ties die together, and active weights that are exactly 0 die as well.
    /// </summary>
    /// <returns>How many died, which ties can make more than <paramref name="count"/>.</returns>
    public static int Prune(Span<bool> mask, ReadOnlySpan<float> weights, int count)
    {
        var active = Active(mask);
        if (count <= 0 || active == mask.Length) return 0;
        var above = Magnitudes.AboveRank(weights, Math.Min(mask.Length - active + count, mask.Length) - 1);
        for (var i = 0; i < above.Length; i++) mask[i] &= above[i];
        return active - Active(mask);
    }

    /// <summary>Activates the masked positions with the largest gradient, of equal ones the first; those killed a moment ago take part.</summary>
    public static void GrowByGradient(Span<bool> mask, ReadOnlySpan<float> gradient, int count)
    {
        var candidates = Candidates(mask);
        if (count <= 0) return;
        var sizes = new float[candidates.Length];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = -Math.Abs(gradient[candidates[i]]);
        // A pair of size and index makes the order total: an unstable sort then has one answer.
        var order = sizes.Zip(candidates).ToArray();
        Array.Sort(order);
        foreach (var (_, position) in order.AsSpan(0, Math.Min(count, order.Length))) mask[position] = true;
    }

    /// <summary>Activates exactly that many masked positions, drawn without replacement.</summary>
    /// <remarks>The official code tosses a coin for each position, which keeps the count on average only; see docs/methods.md.</remarks>
    public static void GrowAtRandom(Span<bool> mask, SplitMix64 random, int count)
    {
        var candidates = Candidates(mask);
        var grown = Math.Min(count, candidates.Length);
        random.ShuffleFront(candidates.AsSpan(), grown);
        foreach (var position in candidates.AsSpan(0, grown)) mask[position] = true;
    }

    public static int Active(ReadOnlySpan<bool> mask) => mask.Count(true);

    private static int[] Candidates(ReadOnlySpan<bool> mask)
    {
        var found = new int[mask.Length - Active(mask)];
        for (int i = 0, n = 0; i < mask.Length; i++)
        {
            if (!mask[i]) found[n++] = i;
        }
        return found;
    }
}
