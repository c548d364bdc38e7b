namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Deepest first leaves what takes longest to the end, when one slot works and the others have nothing to do. So a stage comes first whose longest way to
/// an end of a trial would outlast all other work, shared among the slots, if it waited for one stage more.
/// </summary>
internal static class LongestWay
{
    /// <summary>With more ready than these there is enough to do beside each; and all of them are looked at.</summary>
    private const int MostReady = 64;

    /// <summary>Times vary: a way may take a quarter longer than is expected.</summary>
    private const double Margin = 1.25;

    /// <param name="first">The stage whose turn it is otherwise.</param>
    /// <param name="canRun">Whether an entry of the queue has not become stale.</param>
    /// <returns>Null when no stage is in such a hurry.</returns>
    public static int? Overdue(Turn turn, int first, Func<int, bool> canRun)
    {
        var slots = turn.State.Slots.Values.Count(slot => slot.Joined);
        if (slots < 2 || turn.State.Ready.Count is < 2 or > MostReady) return null;
        var (weight, ahead) = (ExpectedTimes.Measure(turn), WorkAhead.Of(turn));
        var (left, longest, way) = (0.0, first, 0.0);
        foreach (var stage in turn.State.Ready)
        {
            if (!canRun(stage)) continue;
            var work = ahead(stage);
            left += work.All;
            if (work.Longest > way) (longest, way) = (stage, work.Longest);
        }
        foreach (var (stage, lease) in turn.State.Leases)
        {
            // How far a stage is of which no time is known: half, on average.
            var done = ExpectedTimes.Of(turn, stage) is { } seconds ? Math.Clamp(ExpectedTimes.Elapsed(turn, lease), 0, seconds) : weight(stage) / 2;
            left += ahead(stage).All - done;
        }
        // With little room on the disk, what is deepest has to free some first.
        return longest != first && (way * Margin) + weight(first) > left / slots && DiskBudget.HasRoom(turn, longest) ? longest : null;
    }
}
