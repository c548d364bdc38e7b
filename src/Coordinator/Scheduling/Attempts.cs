using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>How an attempt ends that did not succeed, and what that does to its stage and those below.</summary>
internal static class Attempts
{
    public static void End(Turn turn, int stage, FailureKind kind, string reason, Verdict verdict)
    {
        var lease = turn.State.Leases[stage];
        turn.Record(new AttemptFailed(turn.Tree.KeyOf(stage), lease.Attempt, kind, reason, verdict.Final, turn.Now));
        Release(turn, stage);
        var status = turn.Stage(stage) with
        {
            State = verdict.Final ? StageState.Failed : StageState.Pending,
            Failed = verdict.Failed,
            DiskFull = verdict.DiskFull,
            NotBefore = turn.Now + verdict.Delay,
            Reason = Words.Ended(lease.Attempt, kind, reason),
        };
        turn.Set(stage, status);
        if (verdict.Final) Quarantine.Below(turn, stage, reason);
        else if (lease.Unwanted is { } why) Quarantine.Drop(turn, stage, why);
        else if (turn.Tree.ParentOf(stage) is var parent and not StageTree.None && turn.Stage(parent).IsBlocked) Quarantine.Skip(turn, stage, Quarantine.BecauseOfParent(turn, stage));
        else StageQueue.AddWithAncestors(turn, stage);
    }

    /// <summary>Takes a lease back that its slot has not begun with: neither a failure nor a loss.</summary>
    public static void Withdraw(Turn turn, int stage, string why) =>
        End(turn, stage, FailureKind.Cancelled, why, FailureRules.Apply(FailureKind.Cancelled, turn.Stage(stage), wasAsked: true, turn.Policy));

    /// <summary>The lease is over. Its slot may still be busy with it: it waits for nothing until it says so.</summary>
    public static void Release(Turn turn, int stage)
    {
        var lease = turn.State.Leases[stage];
        var room = DeviceRoom.Of(turn, lease.Slot);
        var slot = turn.Slot(lease.Slot);
        var wasBegun = slot.Held[0] == stage;
        turn.State = turn.State with { Leases = turn.State.Leases.Remove(stage) };
        turn.Set(lease.Slot, slot with { Held = slot.Held.Remove(stage), Kept = wasBegun && room is not null ? Math.Max(slot.Kept, Packing.Size(turn, stage, room)) : slot.Kept });
    }
}
