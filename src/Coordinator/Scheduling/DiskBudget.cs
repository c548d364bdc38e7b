namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Makes room for what a stage will write before it is given out. What nothing needs goes first, the oldest of it first; then what is
/// cheapest to make again for its size. What a given-out stage starts from stays, and so does what was just made again.
/// </summary>
internal static class DiskBudget
{
    /// <summary>The artifact itself, and a checkpoint with optimizer state.</summary>
    private const int FilesOfAStage = 1 + 3;

    /// <summary>Bytes to set aside for a stage; 0 when nothing is known.</summary>
    public static long Reserve(Turn turn, int stage) => turn.Policy.DiskBudget is null ? 0 : FilesOfAStage * ExpectedBytes(turn, stage);

    /// <summary>For what was given out by an earlier coordinator and may still run.</summary>
    public static void ReserveForLeases(Turn turn)
    {
        foreach (var (stage, lease) in turn.State.Leases) turn.Set(stage, lease with { Reserved = Reserve(turn, stage) });
    }

    /// <returns>Whether the stage fits as it is, with nothing deleted for it.</returns>
    public static bool HasRoom(Turn turn, int stage) =>
        turn.Policy.DiskBudget is not { } budget || turn.State.Shelf.Bytes + turn.State.Leases.Values.Sum(l => l.Reserved) + Reserve(turn, stage) <= budget;

    /// <returns>False: there is no room until something that runs has ended. When nothing runs, the budget gives way, not the sweep.</returns>
    public static bool MakeRoom(Turn turn, int stage)
    {
        if (turn.Policy.DiskBudget is not { } budget) return true;
        var needed = Reserve(turn, stage);
        var held = Held(turn, stage);
        var taken = turn.State.Leases.Values.Sum(l => l.Reserved) + needed;
        // Nothing is evicted for a stage that does not fit all the same.
        var least = taken + held.Sum(parent => turn.Stage(parent).Artifact?.Bytes ?? 0);
        if (needed > 0 && least > budget && !turn.State.Leases.IsEmpty) return false;
        while (turn.State.Shelf.Bytes + taken > budget)
        {
            // A stage that writes nothing makes nothing worse.
            if (Victim(turn, held) is not { } victim) return needed == 0 || GiveWay(turn, taken, budget);
            Retention.Delete(turn, victim, "deleted to stay within the disk budget");
        }
        return true;
    }

    private static bool GiveWay(Turn turn, long taken, long budget)
    {
        if (!turn.State.Leases.IsEmpty) return false;
        if (turn.State.OverBudgetTold) return true;
        turn.State = turn.State with { OverBudgetTold = true };
        turn.Log("over-budget", FormattableString.Invariant($"the next stage needs about {taken} bytes beside {turn.State.Shelf.Bytes} that must stay; the disk budget is {budget}"));
        return true;
    }

    /// <summary>What the stage and those that are given out start from.</summary>
    private static HashSet<int> Held(Turn turn, int stage) => [.. turn.State.Leases.Keys.Append(stage).Select(turn.Tree.ParentOf).Where(parent => parent != StageTree.None)];

    private static int? Victim(Turn turn, HashSet<int> held)
    {
        foreach (var spare in turn.State.Shelf.Spare)
        {
            if (!held.Contains(spare.Stage)) return spare.Stage;
        }
        foreach (var needed in turn.State.Shelf.Needed)
        {
            if (!held.Contains(needed.Stage) && !turn.Stage(needed.Stage).IsFresh) return needed.Stage;
        }
        return null;
    }

    /// <summary>A network is as large as its parent's or smaller. A stage without children leaves measurements.</summary>
    private static long ExpectedBytes(Turn turn, int stage)
    {
        if (turn.Tree.ExpectedBytes(stage) is { } expected) return expected;
        if (turn.Stage(stage).Artifact is { } before) return before.Bytes;
        var parent = turn.Tree.ParentOf(stage);
        return parent == StageTree.None || turn.Tree.ChildrenOf(stage).IsEmpty ? 0 : turn.Stage(parent).Artifact?.Bytes ?? 0;
    }
}
