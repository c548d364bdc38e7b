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
            Hold(all.AsSpan(start, scores.Length), least);
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
        var limit = OrderStatistic.Of(scores, drop - 1);
        var ties = drop;
        foreach (var score in scores)
        {
            if (score < limit) ties--;
        }
        for (var i = 0; i < keep.Length; i++) keep[i] = scores[i] > limit || scores[i] == limit && ties-- <= 0;
        return keep;
    }

    /// <summary>Makes the highest ones ones that never go; of equal ones the last.</summary>
    private static void Hold(Span<double> scores, int count)
    {
        if (count == 0 || scores.IsEmpty) return;
        count = Math.Min(count, scores.Length);
        var limit = OrderStatistic.Of(scores, scores.Length - count);
        var ties = count;
        foreach (var score in scores) ties -= score > limit ? 1 : 0;
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            if (scores[i] > limit || scores[i] == limit && ties-- > 0) scores[i] = double.PositiveInfinity;
        }
    }
}
