namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>How long stages take: as was known before, else as those of their kind took in this run.</summary>
internal static class ExpectedTimes
{
    /// <summary>Learns from a stage that is done.</summary>
    public static void Learn(Turn turn, int stage, double seconds)
    {
        var spec = turn.Tree.SpecOf(stage);
        if (spec.Work > 0) turn.State = turn.State with { SecondsOfWork = turn.State.SecondsOfWork.SetItem(spec.Kind, seconds / spec.Work) };
    }

    /// <returns>Seconds; null when nothing is known.</returns>
    public static double? Of(Turn turn, int stage) =>
        turn.Tree.ExpectedSeconds(stage) ??
        (turn.State.SecondsOfWork.TryGetValue(turn.Tree.SpecOf(stage).Kind, out var seconds) ? seconds * turn.Tree.SpecOf(stage).Work : null);

    /// <summary>Seconds since the stage began, or may have.</summary>
    public static double Elapsed(Turn turn, HeldLease lease) => (turn.Now - (lease.Begun ?? lease.Since)).TotalSeconds;

    /// <summary>A measure in which all stages compare: seconds as far as they are known, and work in the proportion in which the known ones take time.</summary>
    public static Func<int, double> Measure(Turn turn)
    {
        var (tree, learned) = (turn.Tree, turn.State.SecondsOfWork);
        if (learned.IsEmpty) return tree.Weight;
        var scale = tree.IsTimed ? 1 : learned.Values.Average();
        return stage => Of(turn, stage) ?? tree.Weight(stage) * scale;
    }
}
