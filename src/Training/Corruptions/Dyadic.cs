namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Weights as whole multiples of 2^-16. Sums of bytes under such weights that add up to 1 are exact in float32, and two passes of them in float64: so
/// neither the order of a sum, nor a fused multiplication, nor a library's choice of algorithm changes a byte.
/// </summary>
internal static class Dyadic
{
    private const double One = 1 << 16;

    public static double Round(double value) => Math.Round(value * One) / One;

    /// <summary>Rounds all, and gives what is then missing to the sum to the largest.</summary>
    public static double[] Round(IReadOnlyList<double> weights)
    {
        var rounded = weights.Select(Round).ToArray();
        var largest = Array.IndexOf(rounded, rounded.Max());
        rounded[largest] += Round(weights.Sum()) - rounded.Sum();
        return rounded;
    }
}
