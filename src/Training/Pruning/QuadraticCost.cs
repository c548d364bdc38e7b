using System.Collections.Immutable;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Pruning;

/// <summary>
/// Parameters or MACs. A layer's count is a product of at most two widths, so a network's is a polynomial of degree two in them. Its
/// coefficients are read off a few counts of the network, so they cannot disagree with <see cref="NetworkCosts"/>. Exact: the numbers are
/// whole and below 2^53.
/// </summary>
public sealed class QuadraticCost : ChannelCost
{
    private readonly double _constant;
    private readonly double[] _linear;

    /// <summary>Symmetric: off the diagonal, half of what n_g n_h is multiplied by.</summary>
    private readonly double[][] _quadratic;

    private QuadraticCost(Blueprint blueprint, Func<Blueprint, long> count) : base(blueprint)
    {
        var groups = Groups.Count;
        var none = Groups.ToImmutableDictionary(g => g, _ => 0, StringComparer.Ordinal);
        double At(params ReadOnlySpan<(int Group, int Width)> some)
        {
            var widths = none;
            foreach (var (group, width) in some) widths = widths.SetItem(Groups[group], width);
            return count(blueprint with { Widths = widths });
        }

        _constant = At();
        var one = Enumerable.Range(0, groups).Select(g => At((g, 1)) - _constant).ToArray();
        _quadratic = [.. Enumerable.Range(0, groups).Select(_ => new double[groups])];
        for (var g = 0; g < groups; g++)
        {
            _quadratic[g][g] = (At((g, 2)) - _constant - 2 * one[g]) / 2;
            for (var h = 0; h < g; h++) _quadratic[g][h] = _quadratic[h][g] = (At((g, 1), (h, 1)) - _constant - one[g] - one[h]) / 2;
        }
        _linear = [.. one.Select((value, g) => value - _quadratic[g][g])];
    }

    public static QuadraticCost Parameters(Blueprint blueprint) => new(blueprint, NetworkCosts.ParametersOf);

    /// <param name="side">Pixels of a side of the input.</param>
    public static QuadraticCost Macs(Blueprint blueprint, int side) => new(blueprint, b => NetworkCosts.Of(b, side, side).Macs);

    public override double Of(ReadOnlySpan<int> widths)
    {
        var total = _constant;
        for (var g = 0; g < widths.Length; g++) total += widths[g] * (_linear[g] + Coupled(widths, g));
        return total;
    }

    public override double Saved(ReadOnlySpan<int> widths, int group) => _linear[group] + 2 * Coupled(widths, group) - _quadratic[group][group];

    private double Coupled(ReadOnlySpan<int> widths, int group)
    {
        var (sum, row) = (0.0, _quadratic[group]);
        for (var h = 0; h < widths.Length; h++) sum += row[h] * widths[h];
        return sum;
    }
}
