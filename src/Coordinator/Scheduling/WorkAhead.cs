namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What is to be done from a stage on, that stage included.</summary>
/// <param name="Longest">On the way to the end of a trial where that is most.</param>
/// <param name="All">On all ways together.</param>
internal readonly record struct WorkAhead(double Longest, double All)
{
    /// <summary>The work ahead of several stages, looked up in at most so many that follow from them: the plan's own figures do for more.</summary>
    private const int MostLooked = 1000;

    /// <returns>From a stage to the work ahead, in one measure (<see cref="ExpectedTimes.Measure"/>).</returns>
    public static Func<int, WorkAhead> Of(Turn turn)
    {
        var (tree, weight, looked) = (turn.Tree, ExpectedTimes.Measure(turn), 0);
        WorkAhead Look(int stage)
        {
            var own = weight(stage);
            if (++looked > MostLooked)
            {
                var planned = tree.Ahead(stage);
                var scale = tree.Weight(stage) > 0 ? own / tree.Weight(stage) : 1;
                return new(planned.Longest * scale, planned.All * scale);
            }
            var (longest, all) = (0.0, 0.0);
            foreach (var child in tree.ChildrenOf(stage))
            {
                var ahead = Look(child);
                (longest, all) = (Math.Max(longest, ahead.Longest), all + ahead.All);
            }
            return new(own + longest, own + all);
        }
        return Look;
    }
}
