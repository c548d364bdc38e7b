using System.Collections.Immutable;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <summary>From values to places on paper.</summary>
/// <param name="Low">The value at <paramref name="From"/>; above zero when the scale is logarithmic.</param>
/// <param name="High">The value at <paramref name="To"/>, above <paramref name="Low"/>.</param>
/// <param name="Ticks">Round values within, ascending.</param>
internal sealed record Scale(double Low, double High, double From, double To, bool IsLogarithmic, ImmutableArray<double> Ticks)
{
    /// <summary>Values that are larger than this cannot be drawn beside others.</summary>
    public const double Largest = 1e15;

    /// <summary>Two decades, nearly: less is read better in equal steps.</summary>
    private const double RatioOfLogarithms = 40;

    private const double Margin = 0.05;

    public double Of(double value) => From + (To - From) * (IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low));

    public static bool CanShow(double value) => double.IsFinite(value) && Math.Abs(value) <= Largest;

    /// <summary>In equal steps, or by powers where the values span nearly two decades; it begins and ends with a tick.</summary>
    /// <param name="values">Those that cannot be shown do not count; none at all is zero to one.</param>
    /// <param name="most">Ticks, about.</param>
    public static Scale Of(IEnumerable<double> values, double from, double to, int most)
    {
        var shown = values.Where(CanShow).ToList();
        if (shown.Count == 0) return Linear(0, 1, from, to, most);
        var (low, high) = (shown.Min(), shown.Max());
        return low > 0 && high / low >= RatioOfLogarithms ? Logarithmic(low, high, from, to, most) : Linear(low, high, from, to, most);
    }

    /// <summary>As <see cref="Of(IEnumerable{double}, double, double, int)"/>, in equal steps, of shares of one: it ends at 0 and 1 at the latest.</summary>
    public static Scale OfShares(IEnumerable<double> values, double from, double to, int most)
    {
        var shown = values.Where(CanShow).Select(v => Math.Clamp(v, 0, 1)).ToList();
        if (shown.Count == 0) return Linear(0, 1, from, to, most);
        var (low, high) = (shown.Min(), shown.Max());
        if (low == high) (low, high) = (Math.Max(0, low - Margin), Math.Min(1, high + Margin));
        return Linear(low, high, from, to, most);
    }

    /// <summary>From a value to another one, whether they are round or not.</summary>
    public static Scale Exact(double low, double high, double from, double to, int most)
    {
        if (!(high > low)) high = low + 1;
        var step = Plots.Ticks.Step(high - low, most);
        return new(low, high, from, to, false, [.. Plots.Ticks.Linear(low, high, step)]);
    }

    private static Scale Linear(double low, double high, double from, double to, int most)
    {
        if (high <= low)
        {
            var margin = low == 0 ? 1 : Math.Abs(low) * Margin;
            (low, high) = (low - margin, high + margin);
        }
        var step = Plots.Ticks.Step(high - low, most);
        var (first, last) = (Plots.Ticks.Below(low, step), Plots.Ticks.Above(high, step));
        return new(first, last, from, to, false, [.. Plots.Ticks.Linear(first, last, step)]);
    }

    private static Scale Logarithmic(double low, double high, double from, double to, int most)
    {
        var all = Plots.Ticks.Logarithmic(low, high);
        // Powers of ten alone where there are many; the ends stay.
        var few = all.Length <= most ? all : [.. all.Where((t, i) => i == 0 || i == all.Length - 1 || Plots.Ticks.IsPowerOfTen(t))];
        return new(all[0], all[^1], from, to, true, few);
    }
}
