namespace AdaSapSweep.Training.Masks;

/// <summary>Masks from the size of weights. A mask is an array of flags in the order of the weights: true is kept.</summary>
public static class Magnitudes
{
    /// <summary>Keeps all but exactly <paramref name="drop"/> weights, the smallest in size; of equal ones the first ones go.</summary>
    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    public static bool[] DropSmallest(ReadOnlySpan<float> weights, int drop)
    {
        var keep = new bool[weights.Length];
        Array.Fill(keep, true);
        if (drop <= 0) return keep;
        var sorted = SortedSizes(weights);
        var threshold = sorted[drop - 1];
        var ties = drop - CountBelow(sorted, threshold);
        for (var i = 0; i < keep.Length; i++)
        {
            var size = Math.Abs(weights[i]);
            keep[i] = size > threshold || size == threshold && ties-- <= 0;
        }
        return keep;
    }

    /// <summary>Keeps what is strictly larger than the element of the given rank, from 0, of the sizes in ascending order: all ties go.</summary>
    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    public static bool[] AboveRank(ReadOnlySpan<float> weights, int rank) => Above(weights, SortedSizes(weights)[rank]);

    /// <summary>Keeps what is strictly larger in size than the threshold.</summary>
    public static bool[] Above(ReadOnlySpan<float> weights, float threshold)
    {
        var keep = new bool[weights.Length];
        for (var i = 0; i < keep.Length; i++) keep[i] = Math.Abs(weights[i]) > threshold;
        return keep;
    }

    /// <summary>Share of <paramref name="count"/> as a whole number, half to even, as the official code rounds.</summary>
    public static int RoundedShare(double share, int count) => (int)Math.Round(share * count, MidpointRounding.ToEven);

    /// <returns>Absolute values in ascending order.</returns>
    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    internal static float[] SortedSizes(ReadOnlySpan<float> weights)
    {
        var sizes = new float[weights.Length];
        for (var i = 0; i < sizes.Length; i++) sizes[i] = Math.Abs(weights[i]);
        Array.Sort(sizes);
        // NaN sorts to the front.
        if (sizes.Length > 0 && float.IsNaN(sizes[0])) throw new ArgumentException("a weight is not a number: no mask can be made");
        return sizes;
    }

    private static int CountBelow(float[] sorted, float threshold)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (sorted[middle] < threshold) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
