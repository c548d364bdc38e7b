namespace AdaSapSweep.Training.Masks;

/// <summary>Masks from scores of weights over all layers together.</summary>
public static class HighestScores
{
    /// <summary>
    /// Drops exactly <paramref name="drop"/> weights, those of the lowest scores; of equal ones the first ones go. Every layer keeps its
    /// highest ones up to <paramref name="least"/>, and others go in their place.
    /// </summary>
    /// <param name="layers">Scores of each layer, in the order of its weights.</param>
    /// <returns>For each layer, true where a weight is kept.</returns>
    /// <exception cref="NotFiniteNumberException">A score is not a finite number.</exception>
    /// <exception cref="ArgumentException">So many cannot be dropped.</exception>
    public static bool[][] Keep(IReadOnlyList<double[]> layers, int drop, int least)
    {
        var all = new double[layers.Sum(scores => scores.Length)];
        var start = 0;
        foreach (var scores in layers)
        {
            if (!Array.TrueForAll(scores, double.IsFinite)) throw new NotFiniteNumberException("a score is not a finite number");
            scores.CopyTo(all, start);
            foreach (var place in Highest(scores, least)) all[start + place] = double.PositiveInfinity;
            start += scores.Length;
        }
        var kept = layers.Sum(scores => Math.Min(least, scores.Length));
        if (drop < 0 || drop > all.Length - Math.Max(kept, 1))
            throw new ArgumentException($"{all.Length - drop} of {all.Length} weights cannot stay where {layers.Count} layers keep {kept} at least", nameof(drop));
        var keep = DropLowest(all, drop);
        start = 0;
        return [.. layers.Select(scores => keep[start..(start += scores.Length)])];
    }

    private static bool[] DropLowest(double[] scores, int drop)
    {
        var keep = new bool[scores.Length];
        Array.Fill(keep, true);
        if (drop == 0) return keep;
        var limit = OrderStatistic.Of([.. scores], drop - 1);
        var ties = drop;
        foreach (var score in scores)
        {
            if (score < limit) ties--;
        }
        for (var i = 0; i < keep.Length; i++) keep[i] = scores[i] > limit || scores[i] == limit && ties-- <= 0;
        return keep;
    }

    /// <returns>Places of the highest scores; of equal ones the last.</returns>
    private static IEnumerable<int> Highest(double[] scores, int count) => count switch
    {
        0 => [],
        1 => [Array.LastIndexOf(scores, scores.Max())],
        _ => Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenByDescending(i => i).Take(count),
    };
}
