using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <summary>Round numbers: 1, 2 and 5 times powers of ten.</summary>
internal static class Ticks
{
    /// <summary>Hides what division leaves of a number that should be whole.</summary>
    private const double Tolerance = 1e-9;

    private static readonly double[] Round = [1, 2, 5, 10];

    /// <summary>The least round step that goes into a range not more often than that.</summary>
    /// <param name="range">Above zero.</param>
    public static double Step(double range, int most)
    {
        var raw = range / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return Round.First(r => r * power >= raw * (1 - Tolerance) || r == 10) * power;
    }

    /// <summary>The multiple of a step at or below a value.</summary>
    public static double Below(double value, double step) => Whole(Math.Floor(value / step + Tolerance), step);

    public static double Above(double value, double step) => Whole(Math.Ceiling(value / step - Tolerance), step);

    /// <summary>The multiples of a step from a value to another one, both included.</summary>
    public static IEnumerable<double> Linear(double low, double high, double step)
    {
        var first = Math.Ceiling(low / step - Tolerance);
        var count = (int)Math.Floor(high / step + Tolerance - first);
        for (var i = 0; i <= count; i++) yield return Whole(first + i, step);
    }

    /// <summary>1, 2 and 5 times powers of ten: from the last one at or below a value to the first one at or above another.</summary>
    /// <param name="low">Above zero, and below <paramref name="high"/>.</param>
    public static ImmutableArray<double> Logarithmic(double low, double high)
    {
        var all = new List<double>();
        var last = (int)Math.Ceiling(Math.Log10(high)) + 1;
        for (var power = (int)Math.Floor(Math.Log10(low)) - 1; power <= last; power++)
            foreach (var round in Round[..3]) all.Add(Clean(round * Math.Pow(10, power)));
        var first = all.FindLastIndex(t => t <= low * (1 + Tolerance));
        var end = all.FindIndex(t => t >= high * (1 - Tolerance));
        return [.. all[first..(end + 1)]];
    }

    public static bool IsPowerOfTen(double value) => Math.Abs(Math.Log10(value) - Math.Round(Math.Log10(value))) < Tolerance;

    private static double Whole(double times, double step) => Clean(times * step);

    /// <summary>0.30000000000000004 is meant to be 0.3.</summary>
    private static double Clean(double value) => value == 0 || !double.IsFinite(value) ? 0 : double.Parse(value.ToString("G12", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
