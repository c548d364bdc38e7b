using System.Buffers;
using System.Numerics;

namespace AdaSapSweep.Training.Masks;

/// <summary>
/// One number by its rank, without sorting the others: tens of millions of weights are ranked a hundred times a mask. Bits are looked at
/// digit by digit from the highest, so the time is linear whatever the numbers are.
/// </summary>
internal static class OrderStatistic
{
    /// <summary>Bits of a digit: its counts fit the nearest cache.</summary>
    private const int Digit = 11;

    private const ulong Sign = 1UL << 63;

    /// <param name="values">None is NaN; the two zeros are equal.</param>
    /// <param name="rank">From 0, in ascending order.</param>
    public static double Of(ReadOnlySpan<double> values, int rank)
    {
        var rented = ArrayPool<ulong>.Shared.Rent(values.Length);
        var keys = rented.AsSpan(0, values.Length);
        // Adding 0 makes -0 to 0.
        for (var i = 0; i < keys.Length; i++) keys[i] = Flipped(BitConverter.DoubleToUInt64Bits(values[i] + 0.0), isKey: false);
        var found = Of(keys, rank);
        ArrayPool<ulong>.Shared.Return(rented);
        return BitConverter.UInt64BitsToDouble(Flipped(found, isKey: true));
    }

    /// <param name="keys">Non-negative numbers. They are moved about and overwritten.</param>
    /// <param name="rank">From 0, in ascending order.</param>
    public static T Of<T>(Span<T> keys, int rank)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        const int mask = (1 << Digit) - 1;
        Span<int> counts = stackalloc int[1 << Digit];
        var shift = int.CreateChecked(T.PopCount(T.AllBitsSet));
        while (keys.Length > 1 && shift > 0)
        {
            shift = Math.Max(shift - Digit, 0);
            counts.Clear();
            foreach (var key in keys) counts[int.CreateTruncating(key >> shift) & mask]++;
            var digit = 0;
            while (rank >= counts[digit]) rank -= counts[digit++];
            // Those of the digit move to the front; the test comes after the move, as it is hard to foretell.
            var kept = 0;
            foreach (var key in keys)
            {
                keys[kept] = key;
                kept += (int.CreateTruncating(key >> shift) & mask) == digit ? 1 : 0;
            }
            keys = keys[..kept];
        }
        return keys[0];
    }

    /// <summary>Between the bits of a number and a key that is in order: of negative numbers all bits change, of others the sign alone.</summary>
    private static ulong Flipped(ulong bits, bool isKey) => (bits & Sign) != 0 == isKey ? bits ^ Sign : ~bits;
}
