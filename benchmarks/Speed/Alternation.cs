namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Two sides in turns, so that what slows the machine for a while slows both.</summary>
internal static class Alternation
{
    private const int WarmUps = 2;

    /// <summary>The first step of a turn finds threads asleep and caches of the other side: the median of three leaves it out. It matters little to one that takes long.</summary>
    private const int LeastSteps = 3;

    private const double LongStep = 2;

    /// <param name="ours">Runs so many steps: the seconds of each; as <paramref name="theirs"/>.</param>
    /// <param name="afterOurs">Called after each turn of ours.</param>
    /// <returns>Median seconds of a step, turn by turn.</returns>
    public static List<(double Ours, double Theirs)> Of(Options options, Func<int, double[]> ours, Func<int, double[]> theirs, Action? afterOurs = null)
    {
        var step = ours(WarmUps)[^1];
        var block = Math.Max(step > LongStep ? 1 : LeastSteps, (int)Math.Round(options.Seconds / step));
        theirs(WarmUps);
        return [.. Enumerable.Range(0, options.Rounds).Select(_ => (Turn(ours, block, afterOurs), Turn(theirs, block)))];
    }

    private static double Turn(Func<int, double[]> side, int block, Action? after = null)
    {
        var median = Spread.Of(side(block)).Median;
        after?.Invoke();
        return median;
    }
}
