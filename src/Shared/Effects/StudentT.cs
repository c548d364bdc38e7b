namespace AdaSapSweep.Shared.Effects;

/// <summary>Student's t distribution, as far as intervals need it.</summary>
public static class StudentT
{
    private const int Halvings = 200;
    private const int MostTerms = 10_000;
    private const double Precision = 1e-15;
    private const double Tiny = 1e-300;

    /// <summary>How far from 0 the distribution reaches with the given share of it beyond, both sides together.</summary>
    /// <param name="beyond">In (0, 1).</param>
    /// <param name="degrees">Of freedom, at least 1.</param>
    public static double TwoSided(double beyond, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (beyond is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(beyond), beyond, "a share is in (0, 1)");
        double low = 0, high = 1;
        while (Beyond(high, degrees) > beyond) high *= 2;
        for (var i = 0; i < Halvings && low < high; i++)
        {
            var middle = low + (high - low) / 2;
            if (middle == low || middle == high) break;
            if (Beyond(middle, degrees) > beyond) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>Share of the distribution farther from 0 than t, both sides together: the regularised incomplete beta function I_x(degrees / 2, 1 / 2) at x = degrees / (degrees + t^2).</summary>
    public static double Beyond(double t, int degrees)
    {
        var x = degrees / (degrees + t * t);
        var (a, b) = (degrees / 2.0, 0.5);
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1 - x));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - front * Fraction(1 - x, b, a) / b;
    }

    /// <summary>The continued fraction of the incomplete beta function, by Lentz's method.</summary>
    private static double Fraction(double x, double a, double b)
    {
        double c = 1, d = 1 / Nonzero(1 - (a + b) * x / (a + 1)), result = d;
        for (var m = 1; m < MostTerms; m++)
        {
            Step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
            var before = result;
            Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
            if (Math.Abs(result / before - 1) < Precision) break;
        }
        return result;

        void Step(double term)
        {
            d = 1 / Nonzero(1 + term * d);
            c = Nonzero(1 + term / c);
            result *= c * d;
        }
    }

    private static double Nonzero(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    /// <summary>Stirling's series where it converges fast, and the recurrence down from there. For positive arguments.</summary>
    private static double LogGamma(double z)
    {
        var down = 0.0;
        for (; z < 15; z++) down += Math.Log(z);
        var inverse = 1 / (z * z);
        var series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1260 - inverse * (1.0 / 1680 - inverse / 1188)))) / z;
        return (z - 0.5) * Math.Log(z) - z + 0.5 * Math.Log(2 * Math.PI) + series - down;
    }
}
