using System.Collections.Concurrent;
using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Five textures like ice on glass: folded noise at six scales, whose creases are the needles of the crystals, stretched along a direction of its own
/// in each texture, in bluish white. Made once a process, from a fixed seed, with + - * / alone.
/// </summary>
internal static class FrostTextures
{
    public const int Count = 5;
    private const int Octaves = 6;
    private const int CoarseCells = 8;
    private static readonly ConcurrentDictionary<int, byte[]> Made = new();
    private static readonly double[] Tint = [0.80, 0.93, 1.0];

    /// <summary>A side of which crops differ from one another.</summary>
    public static int SideFor(int imageSide) => imageSide <= Corruption.LargestSmallSide ? 256 : Math.Max(768, 2 * imageSide);

    /// <returns>(textures, 3, side, side).</returns>
    public static byte[] Of(int side) => Made.GetOrAdd(side, Make);

    private static byte[] Make(int side)
    {
        var bytes = new byte[Count * 3 * side * side];
        for (var texture = 0; texture < Count; texture++)
        {
            var random = SplitMix64.For(0xF057, texture);
            var (across, along) = (random.Between(0.6, 1.4), random.Between(-0.8, 0.8));
            var lattices = Enumerable.Range(0, Octaves).Select(_ => Lattice(random)).ToArray();
            for (var pixel = 0; pixel < side * side; pixel++)
            {
                var (y, x) = (pixel / side * (double)CoarseCells / side, pixel % side * (double)CoarseCells / side);
                var ice = Ice(lattices, y * across + x * along, x);
                for (var channel = 0; channel < 3; channel++)
                    bytes[((texture * 3) + channel) * side * side + pixel] = (byte)(255 * Math.Clamp(ice * Tint[channel], 0, 1));
            }
        }
        return bytes;
    }

    private static double[] Lattice(SplitMix64 random)
    {
        var lattice = new double[64 * 64];
        for (var i = 0; i < lattice.Length; i++) lattice[i] = random.NextDouble();
        return lattice;
    }

    /// <summary>Creases sharpen where coarser ones are already bright, so that needles branch.</summary>
    private static double Ice(double[][] lattices, double y, double x)
    {
        var (sum, weight, share) = (0.0, 1.0, 0.5);
        foreach (var lattice in lattices)
        {
            var crease = 1 - Math.Abs(2 * Noise(lattice, y, x) - 1);
            crease *= crease * weight;
            sum += share * crease;
            weight = Math.Clamp(1.6 * crease, 0.15, 1);
            (share, y, x) = (share * 0.72, y * 2, x * 2);
        }
        return 0.12 + 0.72 * sum;
    }

    /// <summary>Smooth between the points of a lattice of 64 x 64 that repeats.</summary>
    private static double Noise(double[] lattice, double y, double x)
    {
        var (row, column) = (Math.Floor(y), Math.Floor(x));
        var (fy, fx) = (y - row, x - column);
        var (top, left) = ((int)row & 63, (int)column & 63);
        (fy, fx) = (fy * fy * (3 - 2 * fy), fx * fx * (3 - 2 * fx));
        double At(int dy, int dx) => lattice[(((top + dy) & 63) << 6) | ((left + dx) & 63)];
        var upper = At(0, 0) + fx * (At(0, 1) - At(0, 0));
        var lower = At(1, 0) + fx * (At(1, 1) - At(1, 0));
        return upper + fy * (lower - upper);
    }
}
