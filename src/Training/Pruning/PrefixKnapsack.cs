namespace AdaSapSweep.Training.Pruning;

/// <summary>
/// The most valuable choice under a capacity, where of each group only the first items may be taken: an item only if all better ones of its
/// group are (HALP, Shen et al. 2022). Solved exactly for all capacities at once by dynamic programming over groups.
/// </summary>
public sealed class PrefixKnapsack
{
    /// <summary>By group, then by capacity: items taken of the group when the groups up to it share that capacity.</summary>
    private readonly int[][] _taken;

    private readonly int[][] _costs;

    /// <param name="values">By group: of the items, best first; at least 0.</param>
    /// <param name="costs">By group: of the first k items together, for k = 0 (0) to all; never falling.</param>
    /// <param name="capacity">At least 0.</param>
    public PrefixKnapsack(IReadOnlyList<double[]> values, int[][] costs, int capacity)
    {
        (_costs, _taken, Capacity) = (costs, new int[values.Count][], capacity);
        var best = new double[capacity + 1];
        for (var group = 0; group < values.Count; group++)
        {
            var (next, taken) = ((double[])best.Clone(), new int[capacity + 1]);
            double value = 0;
            for (var k = 1; k <= values[group].Length; k++)
            {
                value += values[group][k - 1];
                var cost = costs[group][k];
                for (var c = cost; c <= capacity; c++)
                {
                    var found = best[c - cost] + value;
                    if (found > next[c]) (next[c], taken[c]) = (found, k);
                }
            }
            (best, _taken[group]) = (next, taken);
        }
    }

    public int Capacity { get; }

    /// <returns>By group: how many of its first items are taken under that capacity.</returns>
    public int[] Taken(int capacity)
    {
        var taken = new int[_taken.Length];
        for (var group = taken.Length - 1; group >= 0; group--)
        {
            taken[group] = _taken[group][capacity];
            capacity -= _costs[group][taken[group]];
        }
        return taken;
    }
}
