namespace AdaSapSweep.Training.Corruptions;

/// <summary>Constants of baseline JPEG as the Independent JPEG Group's library works with them.</summary>
internal static class JpegTables
{
    private const int Block = 8;

    private static readonly int[] Luminance =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly int[] Chrominance =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <param name="quality">1 to 100.</param>
    /// <returns>Divisors of the coefficients, row by row.</returns>
    public static double[] Divisors(bool chrominance, int quality)
    {
        var scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        return Array.ConvertAll(chrominance ? Chrominance : Luminance, entry => (double)Math.Clamp((entry * scale + 50) / 100, 1, 255));
    }

    /// <summary>
    /// The accurate integer transform of the library (Loeffler, Ligtenberg and Moschytz 1989, constants times 2^13) as a matrix: what its additions
    /// and multiplications come to before it rounds. Its transpose is the inverse transform.
    /// </summary>
    public static double[,] Transform()
    {
        var matrix = new double[Block, Block];
        for (var sample = 0; sample < Block; sample++)
        {
            var unit = new long[Block];
            unit[sample] = 1;
            var column = Transformed(unit);
            for (var frequency = 0; frequency < Block; frequency++) matrix[frequency, sample] = column[frequency];
        }
        return matrix;
    }

    private static long[] Transformed(long[] d)
    {
        var (s0, s1, s2, s3) = (d[0] + d[7], d[1] + d[6], d[2] + d[5], d[3] + d[4]);
        var (t7, t6, t5, t4) = (d[0] - d[7], d[1] - d[6], d[2] - d[5], d[3] - d[4]);
        var even = ((s0 - s3) + (s1 - s2)) * 4433;
        var z5 = (t4 + t6 + t5 + t7) * 9633;
        var (z1, z2) = ((t4 + t7) * -7373, (t5 + t6) * -20995);
        var (z3, z4) = ((t4 + t6) * -16069 + z5, (t5 + t7) * -3196 + z5);
        return
        [
            (s0 + s3 + s1 + s2) * 8192,
            t7 * 12299 + z1 + z4,
            even + (s0 - s3) * 6270,
            t6 * 25172 + z2 + z3,
            (s0 + s3 - s1 - s2) * 8192,
            t5 * 16819 + z2 + z4,
            even - (s1 - s2) * 15137,
            t4 * 2446 + z1 + z3,
        ];
    }
}
