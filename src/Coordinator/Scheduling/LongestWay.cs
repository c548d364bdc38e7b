namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Deepest first leaves what takes longest to the end, when one slot works and the others have nothing to do. So a stage comes first whose longest way to
/// an end of a trial would outlast all other work, shared among the slots, if it waited for one stage more.
/// </summary>
internal static class LongestWay
{
    /// <summary>With more ready than these there is enough to do beside each; and all of them are looked at.</summary>
    private const int MostReady = 64;

    /// <param name="first">The stage whose turn it is otherwise.</param>
    /// <param name="canRun">Whether an entry of the queue has not become stale.</param>
    /// <returns>Null when no stage is in such a hurry.</returns>
    public static int? Overdue(Turn turn, int first, Func<int, bool> canRun)
    {
        var slots = turn.State.Slots.Values.Count(slot => slot.Joined);
        if (slots < 2 || turn.State.Ready.Count is < 2 or > MostReady) return null;
        var (tree, left, longest) = (turn.Tree, 0.0, first);
        foreach (var stage in turn.State.Ready)
        {
            if (!canRun(stage)) continue;
            left += tree.WeightBelow(stage);
            if (tree.LongestWay(stage) > tree.LongestWay(longest)) longest = stage;
        }
        // How far a stage is that runs is not known in the measure of work: half, on average.
        foreach (var stage in turn.State.Leases.Keys) left += tree.WeightBelow(stage) - (tree.Weight(stage) / 2);
        // With little room on the disk, what is deepest has to free some first.
        return longest != first && tree.LongestWay(longest) + tree.Weight(first) > left / slots && DiskBudget.HasRoom(turn, longest) ? longest : null;
    }
}
