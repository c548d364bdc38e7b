namespace AdaSapSweep.Training.Masks;

/// <summary>One number by its rank, without sorting the others: tens of millions of scores are ranked a hundred times a mask.</summary>
internal static class OrderStatistic
{
    /// <param name="values">None is NaN. They are moved about.</param>
    /// <param name="rank">From 0, in ascending order.</param>
    public static double Of(Span<double> values, int rank)
    {
        int first = 0, last = values.Length - 1;
        while (true)
        {
            var pivot = Middle(values[first], values[first + (last - first) / 2], values[last]);
            // Below the pivot, then equal to it, then above: equal scores, of which there may be many, are done with at once.
            int below = first, above = last, at = first;
            while (at <= above)
            {
                if (values[at] < pivot) Swap(values, below++, at++);
                else if (values[at] > pivot) Swap(values, above--, at);
                else at++;
            }
            if (rank < below) last = below - 1;
            else if (rank > above) first = above + 1;
            else return pivot;
        }
    }

    private static void Swap(Span<double> values, int a, int b) => (values[a], values[b]) = (values[b], values[a]);

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
