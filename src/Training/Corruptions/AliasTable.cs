namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Any distribution over 0..columns-1 as equally likely columns, each of which holds at most two outcomes (Walker 1977, in Vose's form).
/// </summary>
internal static class AliasTable
{
    /// <param name="probabilities">At most <paramref name="columns"/>, summing to 1.</param>
    /// <returns>Keep: the chance that column k yields k, in [0, 1]; Alias: what it yields otherwise.</returns>
    public static (double[] Keep, int[] Alias) Of(double[] probabilities, int columns)
    {
        var (keep, alias) = (new double[columns], new int[columns]);
        var (poor, rich) = (new Stack<int>(), new Stack<int>());
        for (var k = columns - 1; k >= 0; k--)
        {
            keep[k] = k < probabilities.Length ? probabilities[k] * columns : 0;
            alias[k] = k;
            (keep[k] < 1 ? poor : rich).Push(k);
        }
        while (poor.Count > 0 && rich.Count > 0)
        {
            var (less, more) = (poor.Pop(), rich.Peek());
            alias[less] = more;
            keep[more] -= 1 - keep[less];
            if (keep[more] < 1) poor.Push(rich.Pop());
        }
        // What is left is 1 but for rounding.
        foreach (var k in poor.Concat(rich)) keep[k] = 1;
        return (keep, alias);
    }
}
