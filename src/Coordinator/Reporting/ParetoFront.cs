namespace AdaSapSweep.Coordinator.Reporting;

/// <summary>What nothing else beats: no other is as small, or smaller, and better, nor smaller and as good.</summary>
internal static class ParetoFront
{
    /// <param name="points">Sizes, of which less is better, and values, of which more is.</param>
    /// <returns>Indices, by ascending size; of those that are equal in both, the first one.</returns>
    public static IReadOnlyList<int> Of(IReadOnlyList<(double Size, double Value)> points)
    {
        var front = new List<int>();
        foreach (var i in Enumerable.Range(0, points.Count).OrderBy(i => points[i].Size).ThenByDescending(i => points[i].Value).ThenBy(i => i))
            if (front.Count == 0 || points[i].Value > points[front[^1]].Value) front.Add(i);
        return front;
    }
}
