using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Gives ready stages to slots: to waiting ones first, then one ahead to those that are soon done.</summary>
internal static class Leasing
{
    public static void Assign(Turn turn)
    {
        StageQueue.EndDelays(turn);
        if (turn.State.Draining is not null || turn.State.OpenTrials == 0) return;
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in turn.State.Slots.Keys)
        {
            // What one is given may cost another that waits its process.
            if (turn.Slot(id) is not { Waiting: true } slot || (slot.Device is { } device && full.Contains(device.Place)) || GiveNext(turn, id, isAhead: false)) continue;
            if (!GoOn(turn, slot, full)) break;
        }
        Prefetching.GiveAhead(turn);
    }

    /// <returns>False when there is no stage to give, or no room for it on the disk or in the device's memory.</returns>
    public static bool GiveNext(Turn turn, SlotId slot, bool isAhead)
    {
        if (StageQueue.Next(turn, slot, wakeDormant: !isAhead) is not { } next)
        {
            if (!isAhead) Packing.TellWhatWaits(turn, slot);
            return false;
        }
        if (!DiskBudget.MakeRoom(turn, next.Stage)) return false;
        Grant(turn, slot, next.Stage, isAhead);
        Packing.Given(turn, next);
        return true;
    }

    /// <summary>What does not fit on one device may fit on another, where memory is looked at.</summary>
    /// <param name="full">Devices on which nothing more fits.</param>
    /// <returns>False when no other slot gets anything either.</returns>
    public static bool GoOn(Turn turn, SlotStatus slot, HashSet<string> full)
    {
        if (turn.Policy.DeviceMemoryShare is null || turn.State.Ready.IsEmpty) return false;
        // One whose process keeps nothing has as much room as any.
        if (slot is { Device: { } device, Kept: 0 }) full.Add(device.Place);
        return true;
    }

    /// <summary>Tells the slot to run what it holds the lease for; saying it again does no harm.</summary>
    public static void Order(Turn turn, int stage) =>
        turn.Do(new Dispatch(turn.State.Leases[stage].Slot, turn.State.LeaseOf(stage), FailureRules.MicroBatches(turn.Stage(stage))));

    private static void Grant(Turn turn, SlotId id, int stage, bool isAhead)
    {
        var status = turn.Stage(stage);
        var attempt = status.Attempt.Next;
        var slot = turn.Slot(id);
        var parent = turn.Tree.ParentOf(stage);
        var reserved = DiskBudget.Reserve(turn, stage);
        turn.State = turn.State with { Ready = turn.State.Ready.Remove(stage) };
        turn.Set(stage, status with { State = StageState.Running, Attempt = attempt });
        turn.Set(stage, new HeldLease(id, attempt, turn.Now, turn.Now + turn.Policy.LeaseLength) { Reserved = reserved });
        turn.Set(id, slot with { Waiting = false, Held = slot.Held.Add(stage) });
        if (parent != StageTree.None && turn.Stage(parent).IsFresh) turn.Set(parent, turn.Stage(parent) with { IsFresh = false });
        var why = Words.Granted(attempt, status.Reason, FailureRules.MicroBatches(status), followsOnSlot: parent == slot.Last, isAhead);
        turn.Record(new LeaseGranted(turn.Tree.KeyOf(stage), attempt, id, why, turn.Now));
        foreach (var trial in turn.Tree.TrialsThrough(stage))
        {
            if (turn.State.Trials[trial] == TrialState.Pending) turn.ChangeTrial(trial, TrialState.Running, null);
        }
        Order(turn, stage);
    }
}
