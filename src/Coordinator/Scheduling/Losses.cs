using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Leases that end without a report: their slots are gone or silent, or their stages stand still.</summary>
internal static class Losses
{
    public static void Check(Turn turn)
    {
        foreach (var slot in turn.State.Slots.Values)
        {
            foreach (var stage in Enumerable.Reverse(slot.Held))
            {
                var lease = turn.State.Leases[stage];
                if (lease.Deadline < turn.Now) Overdue(turn, stage, slot.Joined);
                else if (lease.Begun is not null && lease.Advanced + turn.Policy.ProgressDeadline < turn.Now) Hang(turn, stage);
            }
        }
    }

    /// <summary>A stage that waited behind another one at its slot was not begun: that costs it nothing.</summary>
    public static void Lose(Turn turn, int stage, string reason)
    {
        var lease = turn.State.Leases[stage];
        var wasAhead = lease.Begun is null && turn.Slot(lease.Slot).Held[0] != stage;
        if (wasAhead) Attempts.Withdraw(turn, stage, $"not begun by {lease.Slot}: {reason}");
        else Attempts.End(turn, stage, FailureKind.Lost, $"{lease.Slot}: {reason}", FailureRules.Apply(FailureKind.Lost, turn.Stage(stage), wasAsked: false, turn.Policy));
    }

    private static void Overdue(Turn turn, int stage, bool joined)
    {
        var lease = turn.State.LeaseOf(stage);
        var slot = turn.State.Leases[stage].Slot;
        Lose(turn, stage, joined ? $"no progress was reported for {Words.Seconds(turn.Policy.LeaseLength)}" : "it did not come back in time");
        turn.Do(new Cancel(slot, lease, "the lease ran out"));
    }

    private static void Hang(Turn turn, int stage)
    {
        var lease = turn.State.LeaseOf(stage);
        var slot = turn.State.Leases[stage].Slot;
        var reason = $"{slot}: neither a step nor an epoch was done for {Words.Seconds(turn.Policy.ProgressDeadline)}";
        Attempts.End(turn, stage, FailureKind.Hung, reason, FailureRules.Apply(FailureKind.Hung, turn.Stage(stage), wasAsked: false, turn.Policy));
        turn.Do(new Cancel(slot, lease, "it hangs"));
    }
}
