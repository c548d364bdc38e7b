using System.Buffers;
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
        var rank = mask.Length - active + count;
        var usual = SizeAt(weights, rank);
        var threshold = deeper == 0 ? usual : SizeAt(weights, rank + deeper);
        var died = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            var size = Math.Abs(weights[i]);
            died += mask[i] & size <= usual ? 1 : 0;
            mask[i] &= size > threshold;
        }
        return died;
    }

    /// <summary>Activates the masked positions whose score is largest in size, of equal ones the first.</summary>
    /// <param name="killed">Positions that come last, when there are too few others; empty: those killed a moment ago take part.</param>
    public static void GrowByScore(Span<bool> mask, ReadOnlySpan<float> scores, int count, ReadOnlySpan<bool> killed = default)
    {
        if (count <= 0) return;
        var rented = ArrayPool<uint>.Shared.Rent(mask.Length);
        var candidates = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            rented[candidates] = Magnitudes.KeyOf(scores[i]);
            candidates += IsCandidate(mask, killed, i) ? 1 : 0;
        }
        var grown = Math.Min(count, candidates);
        if (grown > 0)
        {
            var limit = OrderStatistic.Of(rented.AsSpan(0, candidates), candidates - grown);
            var ties = grown;
            for (var i = 0; i < mask.Length; i++) ties -= IsCandidate(mask, killed, i) & Magnitudes.KeyOf(scores[i]) > limit ? 1 : 0;
            for (var i = 0; i < mask.Length; i++)
            {
                var key = Magnitudes.KeyOf(scores[i]);
                if (key >= limit && IsCandidate(mask, killed, i)) mask[i] = key > limit || ties-- > 0;
            }
        }
        ArrayPool<uint>.Shared.Return(rented);
        if (killed.Length > 0) GrowByScore(mask, scores, count - grown);
    }

    /// <summary>Activates exactly that many masked positions, drawn without replacement.</summary>
    /// <remarks>The official code tosses a coin for each position, which keeps the count on average only; see docs/methods.md.</remarks>
    /// <param name="killed">Positions that come last, when there are too few others; empty: those killed a moment ago take part.</param>
    public static void GrowAtRandom(Span<bool> mask, SplitMix64 random, int count, ReadOnlySpan<bool> killed = default)
    {
        if (count <= 0) return;
        var candidates = new int[mask.Length - Active(mask)];
        var found = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (IsCandidate(mask, killed, i)) candidates[found++] = i;
        }
        var grown = Math.Min(count, found);
        random.ShuffleFront(candidates.AsSpan(0, found), grown);
        foreach (var position in candidates.AsSpan(0, grown)) mask[position] = true;
        if (killed.Length > 0) GrowAtRandom(mask, random, count - grown);
    }

    public static int Active(ReadOnlySpan<bool> mask) => mask.Count(true);

    /// <param name="place">From 1; beyond the last one it is that.</param>
    private static float SizeAt(ReadOnlySpan<float> weights, int place) => Magnitudes.SizeOfRank(weights, Math.Min(place, weights.Length) - 1);

    private static bool IsCandidate(ReadOnlySpan<bool> mask, ReadOnlySpan<bool> killed, int position) =>
        !mask[position] & (killed.IsEmpty || !killed[position]);
}
