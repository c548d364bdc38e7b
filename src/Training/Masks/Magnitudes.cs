using System.Buffers;

namespace AdaSapSweep.Training.Masks;

/// <summary>Masks from the size of weights. A mask is an array of flags in the order of the weights: true is kept.</summary>
public static class Magnitudes
{
    /// <summary>Above infinity.</summary>
    private const uint NotANumber = 0x7F80_0001;

    /// <summary>Keeps all but exactly <paramref name="drop"/> weights, the smallest in size; of equal ones the first ones go.</summary>
    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    public static bool[] DropSmallest(ReadOnlySpan<float> weights, int drop)
    {
        var keep = new bool[weights.Length];
        Array.Fill(keep, true);
        if (drop <= 0) return keep;
        var threshold = SizeOfRank(weights, drop - 1);
        var ties = drop;
        foreach (var weight in weights) ties -= Math.Abs(weight) < threshold ? 1 : 0;
        for (var i = 0; i < keep.Length; i++)
        {
            var size = Math.Abs(weights[i]);
            keep[i] = size > threshold || size == threshold && ties-- <= 0;
        }
        return keep;
    }

    /// <summary>Keeps what is strictly larger than the element of the given rank, from 0, of the sizes in ascending order: all ties go.</summary>
    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    public static bool[] AboveRank(ReadOnlySpan<float> weights, int rank) => Above(weights, SizeOfRank(weights, rank));

    /// <summary>Keeps what is strictly larger in size than the threshold.</summary>
    public static bool[] Above(ReadOnlySpan<float> weights, float threshold)
    {
        var keep = new bool[weights.Length];
        for (var i = 0; i < keep.Length; i++) keep[i] = Math.Abs(weights[i]) > threshold;
        return keep;
    }

    /// <summary>Share of <paramref name="count"/> as a whole number, half to even, as the official code rounds.</summary>
    public static int RoundedShare(double share, int count) => (int)Math.Round(share * count, MidpointRounding.ToEven);

    /// <param name="rank">From 0, of the sizes in ascending order.</param>
    /// <exception cref="ArgumentException">A weight is not a number.</exception>
    internal static float SizeOfRank(ReadOnlySpan<float> weights, int rank)
    {
        var rented = ArrayPool<uint>.Shared.Rent(weights.Length);
        var keys = rented.AsSpan(0, weights.Length);
        var largest = 0u;
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = KeyOf(weights[i]);
            largest = Math.Max(largest, keys[i]);
        }
        var found = largest == NotANumber ? NotANumber : OrderStatistic.Of(keys, rank);
        ArrayPool<uint>.Shared.Return(rented);
        if (found == NotANumber) throw new ArgumentException("a weight is not a number: no mask can be made");
        return BitConverter.UInt32BitsToSingle(found);
    }

    /// <summary>A number's size as bits that are in its order; what is not a number has the largest.</summary>
    internal static uint KeyOf(float value) => Math.Min(BitConverter.SingleToUInt32Bits(value) & int.MaxValue, NotANumber);
}
