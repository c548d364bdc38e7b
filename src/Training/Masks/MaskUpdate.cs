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
    /// <param name="deeper">As many more are to die.</param>
    /// <returns>How many <paramref name="count"/> alone kills, which ties can make more than it: as many are to grow again.</returns>
    public static int Prune(Span<bool> mask, ReadOnlySpan<float> weights, int count, int deeper = 0)
    {
        var active = Active(mask);
        if (count <= 0 || active == mask.Length) return 0;
        var sorted = Magnitudes.SortedSizes(weights);
        var rank = mask.Length - active + count;
        var usual = sorted[Math.Min(rank, mask.Length) - 1];
        var threshold = sorted[Math.Min(rank + deeper, mask.Length) - 1];
        var died = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (!mask[i]) continue;
            var size = Math.Abs(weights[i]);
            if (size <= usual) died++;
            mask[i] = size > threshold;
        }
        return died;
    }

    /// <summary>Activates the masked positions whose score is largest in size, of equal ones the first.</summary>
    /// <param name="killed">Positions that come last, when there are too few others; empty: those killed a moment ago take part.</param>
    public static void GrowByScore(Span<bool> mask, ReadOnlySpan<float> scores, int count, ReadOnlySpan<bool> killed = default)
    {
        if (count <= 0) return;
        var candidates = Candidates(mask, killed);
        var sizes = new float[candidates.Length];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = -Math.Abs(scores[candidates[i]]);
        // A pair of size and index makes the order total: an unstable sort then has one answer.
        var order = sizes.Zip(candidates).ToArray();
        Array.Sort(order);
        var grown = Math.Min(count, order.Length);
        foreach (var (_, position) in order.AsSpan(0, grown)) mask[position] = true;
        if (killed.Length > 0) GrowByScore(mask, scores, count - grown);
    }

    /// <summary>Activates exactly that many masked positions, drawn without replacement.</summary>
    /// <remarks>The official code tosses a coin for each position, which keeps the count on average only; see docs/methods.md.</remarks>
    /// <param name="killed">Positions that come last, when there are too few others; empty: those killed a moment ago take part.</param>
    public static void GrowAtRandom(Span<bool> mask, SplitMix64 random, int count, ReadOnlySpan<bool> killed = default)
    {
        if (count <= 0) return;
        var candidates = Candidates(mask, killed);
        var grown = Math.Min(count, candidates.Length);
        random.ShuffleFront(candidates.AsSpan(), grown);
        foreach (var position in candidates.AsSpan(0, grown)) mask[position] = true;
        if (killed.Length > 0) GrowAtRandom(mask, random, count - grown);
    }

    public static int Active(ReadOnlySpan<bool> mask) => mask.Count(true);

    private static int[] Candidates(ReadOnlySpan<bool> mask, ReadOnlySpan<bool> killed)
    {
        var found = new List<int>(mask.Length - Active(mask));
        for (var i = 0; i < mask.Length; i++)
        {
            if (!mask[i] && (killed.IsEmpty || !killed[i])) found.Add(i);
        }
        return [.. found];
    }
}
