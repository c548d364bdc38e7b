namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>How a run stops: drained, without slots, or because everything has ended.</summary>
internal static class Ending
{
    public static void Drain(Turn turn, string reason)
    {
        if (turn.State.Draining is not null) return;
        turn.State = turn.State with { Draining = reason };
        turn.Log("drain", reason);
        foreach (var stage in turn.State.Slots.Values.SelectMany(s => s.Held).ToList()) turn.Cancel(stage, reason);
    }

    public static void GiveUp(Turn turn, string reason)
    {
        turn.State = turn.State with { Draining = turn.State.Draining ?? reason };
        turn.Log("slots-exhausted", reason);
    }

    public static void DrainWhenTooManyFailed(Turn turn)
    {
        if (TooManyFailed(turn)) Drain(turn, $"{Words.Count(turn.State.FailedTrials, "trial")} failed, and --max-failures is {turn.Policy.MaxFailedTrials}");
    }

    public static void FinishIfOver(Turn turn)
    {
        var state = turn.State;
        if (state.Finished || !state.Leases.IsEmpty || (state.OpenTrials > 0 && state.Draining is null)) return;
        turn.State = state with { Finished = true };
        turn.Do(new Finish(state.OpenTrials > 0 ? state.Draining : null, TooManyFailed(turn)));
    }

    private static bool TooManyFailed(Turn turn) => turn.Policy.MaxFailedTrials is { } most && turn.State.FailedTrials >= most;
}
