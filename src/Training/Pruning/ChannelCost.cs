using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Pruning;

/// <summary>
/// What a network costs at given widths of its groups, in the unit of the target, and what a channel less would save. Asked thousands of
/// times a cut, so it counts from coefficients and never goes over the whole network.
/// </summary>
public abstract class ChannelCost
{
    private protected ChannelCost(Blueprint blueprint) => Groups = [.. blueprint.Groups.Select(g => g.Name)];

    /// <summary>The order of <c>widths</c> below: that of the blueprint.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <returns>At least 0.</returns>
    public abstract double Of(ReadOnlySpan<int> widths);

    /// <returns>How much less the network costs with one channel of the group less; at least 0.</returns>
    public abstract double Saved(ReadOnlySpan<int> widths, int group);

    public double Of(Blueprint blueprint) => Of(WidthsOf(blueprint.Widths));

    public double OfDense(Blueprint blueprint) => Of(WidthsOf(blueprint.DenseWidths));

    internal int[] WidthsOf(IReadOnlyDictionary<string, int> widths) => [.. Groups.Select(g => widths[g])];
}
