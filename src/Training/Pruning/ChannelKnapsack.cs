namespace AdaSapSweep.Training.Pruning;

/// <summary>
/// The channels of a network as a knapsack: the value of a channel is its score, its cost what the network saves without it while the other
/// groups are as wide as now (HALP's rule, which looks at the layers that compute the channel; here those that read it count too).
/// </summary>
internal sealed class ChannelKnapsack
{
    /// <summary>Steps that costs are measured in: a step is a four-thousandth of the network, while channels of a group are rounded together.</summary>
    private const int Steps = 4096;

    private readonly PrefixKnapsack _knapsack;
    private readonly int[] _floors;

    public ChannelKnapsack(ChannelCost cost, double[][] scores, int[][] ascending, int[] floors, int[] widths)
    {
        _floors = [.. floors.Select((floor, g) => Math.Min(floor, widths[g]))];
        var spent = widths.Select((width, g) => Spent(cost, widths, g, _floors[g])).ToArray();
        var step = Math.Max(spent.Sum(s => s[^1]) / Steps, double.Epsilon);
        int[][] costs = [.. spent.Select(s => s.Select(c => (int)Math.Round(c / step)).ToArray())];
        var values = ascending.Select((order, g) => order.Reverse().Skip(_floors[g]).Select(c => scores[g][c]).ToArray()).ToArray();
        _knapsack = new(values, costs, costs.Sum(c => c[^1]));
    }

    public int Capacity => _knapsack.Capacity;

    /// <returns>By group: channels kept when those above the floors may cost that much together.</returns>
    public int[] Widths(int capacity) => [.. _knapsack.Taken(capacity).Select((taken, g) => _floors[g] + taken)];

    /// <returns>What the first k channels above the floor cost, for k = 0 to all.</returns>
    private static double[] Spent(ChannelCost cost, int[] widths, int group, int floor)
    {
        var tried = (int[])widths.Clone();
        var spent = new double[widths[group] - floor + 1];
        for (var k = 1; k < spent.Length; k++)
        {
            tried[group] = floor + k;
            spent[k] = spent[k - 1] + Math.Max(0, cost.Saved(tried, group));
        }
        return spent;
    }
}
