namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>Two sides in turns, where ours is no stage that would have to be stopped.</summary>
internal static class Alternation
{
    private const int WarmUps = 2;

    /// <param name="ours">Runs so many steps: the seconds of each; as <paramref name="theirs"/>.</param>
    /// <returns>Median seconds of a step, turn by turn.</returns>
    public static List<(double Ours, double Theirs)> Of(Options options, Func<int, double[]> ours, Func<int, double[]> theirs)
    {
        var block = Math.Max(1, (int)Math.Round(options.Seconds / ours(WarmUps)[^1]));
        theirs(WarmUps);
        return [.. Enumerable.Range(0, options.Rounds).Select(_ => (Spread.Of(ours(block)).Median, Spread.Of(theirs(block)).Median))];
    }
}
