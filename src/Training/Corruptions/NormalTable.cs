namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// The standard normal distribution as 65,536 equally likely values, so that a draw is one look-up and the same on every device. They are
/// the quantiles at (i + 1/2)/65536, scaled to variance 1; neighbours in the middle lie 0.00004 apart, the last one lies at 4.3.
/// </summary>
internal static class NormalTable
{
    public const int Count = 1 << 16;

    private static readonly Lazy<double[]> Quantiles = new(Make);

    /// <returns>mean + deviation z, for each z of the table.</returns>
    public static float[] Scaled(double deviation, double mean = 0) => Array.ConvertAll(Quantiles.Value, z => (float)(mean + deviation * z));

    /// <summary>The same in whole multiples of 2^-16, on which sums are exact.</summary>
    public static double[] Quantised(double deviation, double mean) =>
        Array.ConvertAll(Quantiles.Value, z => Dyadic.Round(mean + deviation * z));

    private static double[] Make()
    {
        var values = new double[Count];
        for (var i = 0; i < Count / 2; i++)
        {
            values[Count - 1 - i] = UpperQuantile((i + 0.5) / Count);
            values[i] = -values[Count - 1 - i];
        }
        var deviation = Math.Sqrt(values.Sum(z => z * z) / Count);
        return Array.ConvertAll(values, z => z / deviation);
    }

    /// <summary>
    /// The z that a standard normal exceeds with the given probability, at most 1/2: Newton's method on the tail's continued fraction or series.
    /// </summary>
    private static double UpperQuantile(double tail)
    {
        // Abramowitz and Stegun 26.2.23: within 0.00045; three Newton steps reach the last digits.
        var t = Math.Sqrt(-2 * Math.Log(tail));
        var z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        for (var step = 0; step < 3; step++) z += (Tail(z) - tail) / Density(z);
        return z;
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);

    private static double Tail(double z)
    {
        if (z < 3)
        {
            // 1/2 - density (z + z^3/3 + z^5/15 + ...)
            var (sum, term) = (z, z);
            for (var k = 3; Math.Abs(term) > 1e-18; k += 2) sum += term *= z * z / k;
            return 0.5 - Density(z) * sum;
        }
        var fraction = z;
        for (var k = 60; k >= 1; k--) fraction = z + k / fraction;
        return Density(z) / fraction;
    }
}
