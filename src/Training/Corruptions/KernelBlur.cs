using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Weights each value and its neighbours in the same channel by a square kernel.</summary>
/// <param name="kernel">Odd side; sums to 1.</param>
/// <param name="border">Which row or column stands in for one outside the image: (position, side) to a position inside.</param>
internal sealed class KernelBlur(double[,] kernel, Func<int, int, int> border) : IImageCorruption
{
    private const double Negligible = 1e-15;
    private readonly int _reach = kernel.GetLength(0) / 2;

    /// <summary>The mirror image without the edge itself: -1 is 1.</summary>
    public static int Reflect101(int position, int side) =>
        Math.Clamp(position < 0 ? -position : position >= side ? 2 * side - 2 - position : position, 0, side - 1);

    /// <summary>The edge, repeated.</summary>
    public static int Nearest(int position, int side) => Math.Clamp(position, 0, side - 1);

    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        var wide = side + 2 * _reach;
        var padded = new double[wide * wide];
        var sums = new double[side * side];
        for (var start = 0; start < source.Length; start += sums.Length)
        {
            Pad(source.Slice(start, sums.Length), side, padded, wide);
            Array.Clear(sums);
            for (var k = 0; k < kernel.Length; k++)
            {
                var (dy, dx) = (k / kernel.GetLength(1), k % kernel.GetLength(1));
                if (kernel[dy, dx] < Negligible) continue;
                for (var y = 0; y < side; y++) AddScaled(sums.AsSpan(y * side, side), padded.AsSpan((y + dy) * wide + dx, side), kernel[dy, dx]);
            }
            for (var i = 0; i < sums.Length; i++) target[start + i] = Quantise.ToByte(sums[i]);
        }
    }

    private void Pad(ReadOnlySpan<byte> plane, int side, double[] padded, int wide)
    {
        for (var i = 0; i < padded.Length; i++)
            padded[i] = plane[border(i / wide - _reach, side) * side + border(i % wide - _reach, side)] / 255.0;
    }

    private static void AddScaled(Span<double> sums, ReadOnlySpan<double> values, double weight)
    {
        for (var i = 0; i < sums.Length; i++) sums[i] += weight * values[i];
    }
}
