using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Pruning;

/// <summary>
/// Picks the channels to remove: the lowest scores of the whole network first, recounting the cost after each, since what a
/// channel costs depends on what is already gone; or by a knapsack, which weighs scores against costs. Ties go by group, then by index.
/// </summary>
public sealed class ChannelSelection
{
    private const int SmallestGroup = 2;
    private const double LargestShareRemoved = 0.9;

    private readonly ChannelCost _cost;
    private readonly double[][] _scores;

    /// <summary>By group: channels from the lowest score up.</summary>
    private readonly int[][] _ascending;

    private readonly int[] _floors;
    private readonly int _multiple;
    private readonly int[] _widths;
    private double _total;

    private ChannelSelection(Blueprint blueprint, IReadOnlyDictionary<string, double[]> scores, ChannelCost cost, int multiple)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        (_cost, _multiple) = (cost, multiple);
        _scores = [.. cost.Groups.Select(g => scores[g])];
        _ascending = [.. _scores.Select(s => Enumerable.Range(0, s.Length).OrderBy(c => s[c]).ToArray())];
        _widths = cost.WidthsOf(blueprint.Widths);
        _floors = [.. cost.Groups.Select((g, i) => ChannelBundles.Floor(
            Math.Max(SmallestGroup, (int)Math.Ceiling(blueprint.DenseWidths[g] * (1 - LargestShareRemoved) - 1e-9)), multiple, _widths[i]))];
        _total = cost.Of(_widths);
    }

    /// <param name="scores">By group: one finite score a channel, comparable across groups.</param>
    /// <param name="target">Cost to be left.</param>
    /// <param name="weighed">By a knapsack rather than in order of score.</param>
    /// <param name="multiple">What is left of every group that loses any is a multiple of this; at least 1.</param>
    /// <returns>
    /// By group: current indices. The cost left is as near to the target as the lowest channels of the groups allow; it stays above it
    /// where the floors do (2 channels, a tenth of the dense width).
    /// </returns>
    public static Dictionary<string, IReadOnlyCollection<int>> Choose(
        Blueprint blueprint, IReadOnlyDictionary<string, double[]> scores, ChannelCost cost, double target, bool weighed = false, int multiple = 1)
    {
        var selection = new ChannelSelection(blueprint, scores, cost, multiple);
        if (weighed) selection.Weigh(target);
        else selection.Descend(target);
        selection.Land(target);
        return selection.Removed();
    }

    /// <summary>In order of score, until the next removal would overshoot.</summary>
    private void Descend(double target)
    {
        var ranked = Enumerable.Range(0, _widths.Length).SelectMany(BundlesOf).OrderBy(b => b.Score).ThenBy(b => b.Group).ThenBy(b => b.Order);
        foreach (var (_, group, _) in ranked)
        {
            if (!MayLose(group)) continue;
            if (Without(group) < target) return;
            Remove(group);
        }
    }

    /// <summary>A group's removals in turn, each with the mean score of its channels.</summary>
    private IEnumerable<(double Score, int Group, int Order)> BundlesOf(int group)
    {
        var lowest = _ascending[group];
        for (var left = lowest.Length; left > 0;)
        {
            var next = ChannelBundles.Next(left, _multiple);
            yield return (lowest[(lowest.Length - left)..(lowest.Length - next)].Average(c => _scores[group][c]), group, lowest.Length - left);
            left = next;
        }
    }

    /// <summary>The most valuable channels whose cost, counted on the network that they make, is not below the target.</summary>
    private void Weigh(double target)
    {
        if (_total <= target) return;
        var knapsack = new ChannelKnapsack(_cost, _scores, _ascending, _floors, _widths);
        var (low, high) = (0, knapsack.Capacity);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_cost.Of(knapsack.Widths(middle)) >= target) high = middle;
            else low = middle + 1;
        }
        var dense = _widths.ToArray();
        knapsack.Widths(low).CopyTo(_widths, 0);
        for (var g = 0; g < dense.Length; g++) _widths[g] = Math.Min(dense[g], (_widths[g] + _multiple - 1) / _multiple * _multiple);
        _total = _cost.Of(_widths);
    }

    /// <summary>The last removals go to whichever group's lowest channel brings the cost nearest.</summary>
    private void Land(double target)
    {
        while (true)
        {
            int? best = null;
            for (var g = 0; g < _widths.Length; g++)
                if (MayLose(g) && (best is not { } nearest || Math.Abs(Without(g) - target) < Math.Abs(Without(nearest) - target))) best = g;
            if (best is not { } group || Math.Abs(Without(group) - target) >= Math.Abs(_total - target)) return;
            Remove(group);
        }
    }

    private Dictionary<string, IReadOnlyCollection<int>> Removed() => _cost.Groups
        .Select((name, g) => (name, gone: _ascending[g][..(_ascending[g].Length - _widths[g])]))
        .Where(r => r.gone.Length > 0)
        .ToDictionary(r => r.name, r => (IReadOnlyCollection<int>)r.gone, StringComparer.Ordinal);

    private bool MayLose(int group) => Next(group) >= _floors[group];

    private int Next(int group) => ChannelBundles.Next(_widths[group], _multiple);

    private double Without(int group)
    {
        var (width, next) = (_widths[group], Next(group));
        if (next == width - 1) return _total - _cost.Saved(_widths, group);
        _widths[group] = next;
        var total = _cost.Of(_widths);
        _widths[group] = width;
        return total;
    }

    private void Remove(int group)
    {
        _total = Without(group);
        _widths[group] = Next(group);
    }
}
