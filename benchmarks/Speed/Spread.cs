namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>A median and the quartiles about it.</summary>
internal readonly record struct Spread(double Low, double Median, double High)
{
    /// <param name="values">At least one.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(Quantile(sorted, .25), Quantile(sorted, .5), Quantile(sorted, .75));
    }

    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var (below, part) = ((int)place, place - (int)place);
        return sorted[below] + (part > 0 ? part * (sorted[below + 1] - sorted[below]) : 0);
    }
}
