using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Pruning;

/// <summary>
/// Picks the channels to remove: the lowest scores of the whole network first, recounting the parameters after each, since what a
/// channel costs depends on what is already gone. Ties go by group, then by index.
/// </summary>
public sealed class ChannelSelection
{
    private const int SmallestGroup = 2;
    private const double LargestShareRemoved = 0.9;

    private readonly Blueprint _blueprint;
    private readonly Dictionary<string, Queue<int>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _removed = new(StringComparer.Ordinal);
    private Blueprint _counted;
    private long _parameters;

    private ChannelSelection(Blueprint blueprint, IReadOnlyDictionary<string, double[]> scores)
    {
        _blueprint = _counted = blueprint;
        _parameters = NetworkCosts.ParametersOf(blueprint);
        foreach (var group in blueprint.Groups.Select(g => g.Name))
        {
            _waiting.Add(group, new(Enumerable.Range(0, blueprint.Widths[group]).OrderBy(c => scores[group][c])));
            _removed.Add(group, []);
        }
    }

    /// <param name="scores">By group: one finite score a channel, comparable across groups.</param>
    /// <param name="target">Parameters to be left.</param>
    /// <returns>
    /// By group: current indices. The count left is as near to the target as the lowest channels of the groups allow; it stays above it
    /// where the floors do (2 channels, a tenth of the dense width).
    /// </returns>
    public static Dictionary<string, IReadOnlyCollection<int>> Choose(Blueprint blueprint, IReadOnlyDictionary<string, double[]> scores, long target)
    {
        var selection = new ChannelSelection(blueprint, scores);
        selection.Descend(scores, target);
        selection.Land(target);
        return selection._removed.Where(r => r.Value.Count > 0)
            .ToDictionary(r => r.Key, r => (IReadOnlyCollection<int>)r.Value, StringComparer.Ordinal);
    }

    /// <summary>In order of score, until the next removal would overshoot.</summary>
    private void Descend(IReadOnlyDictionary<string, double[]> scores, long target)
    {
        var ranked = _blueprint.Groups
            .SelectMany((g, order) => scores[g.Name].Select((score, channel) => (score, order, channel, group: g.Name)))
            .OrderBy(c => c.score).ThenBy(c => c.order).ThenBy(c => c.channel);
        foreach (var candidate in ranked.Where(c => MayLose(c.group)))
        {
            if (Without(candidate.group).Parameters < target) return;
            Remove(candidate.group);
        }
    }

    /// <summary>The last removals go to whichever group's lowest channel brings the count nearest.</summary>
    private void Land(long target)
    {
        while (true)
        {
            var best = _blueprint.Groups.Where(g => MayLose(g.Name)).MinBy(g => Math.Abs(Without(g.Name).Parameters - target));
            if (best is null || Math.Abs(Without(best.Name).Parameters - target) >= Math.Abs(_parameters - target)) return;
            Remove(best.Name);
        }
    }

    private bool MayLose(string group) =>
        _counted.Widths[group] - 1 >= Math.Max(SmallestGroup, _blueprint.DenseWidths[group] * (1 - LargestShareRemoved) - 1e-9);

    private (Blueprint Counted, long Parameters) Without(string group)
    {
        var smaller = _counted with { Widths = _counted.Widths.SetItem(group, _counted.Widths[group] - 1) };
        return (smaller, NetworkCosts.ParametersOf(smaller));
    }

    private void Remove(string group)
    {
        (_counted, _parameters) = Without(group);
        _removed[group].Add(_waiting[group].Dequeue());
    }
}
