namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Lists of numbers, one list a group, held in two arrays: a plan has millions of them, most with a single item.</summary>
internal sealed class Groups
{
    private readonly int[] _starts;
    private readonly int[] _items;

    /// <param name="pairs">Group and item; called twice, and each group keeps the order of its items.</param>
    public Groups(int groups, Func<IEnumerable<(int Group, int Item)>> pairs)
    {
        _starts = new int[groups + 1];
        foreach (var (group, _) in pairs()) _starts[group + 1]++;
        for (var i = 0; i < groups; i++) _starts[i + 1] += _starts[i];
        _items = new int[_starts[groups]];
        var next = _starts.AsSpan(0, groups).ToArray();
        foreach (var (group, item) in pairs()) _items[next[group]++] = item;
    }

    public ReadOnlySpan<int> this[int group] => _items.AsSpan(_starts[group].._starts[group + 1]);
}
