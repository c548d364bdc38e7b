using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Slots that come, go and ask, and what becomes of the leases that they hold or should hold.</summary>
internal static class Membership
{
    /// <summary>What the slot holds and may hold it goes on with; what it should hold and does not, it has lost.</summary>
    public static void Join(Turn turn, SlotJoined e)
    {
        var named = e.Holding.Distinct().ToList();
        var adopted = named.Where(lease => turn.State.Holds(e.Slot, lease)).Select(lease => turn.Tree.NumberOf(lease.Stage)).ToImmutableArray();
        var slot = turn.Slot(e.Slot);
        var missing = slot.Held.RemoveRange(adopted);
        turn.Set(e.Slot, slot with { Joined = true, Waiting = false, Declines = false, Held = [.. adopted, .. missing], Device = e.Device, Kept = 0 });
        foreach (var lease in named.Where(lease => !turn.State.Holds(e.Slot, lease))) TurnAway(turn, e.Slot, lease);
        foreach (var stage in Enumerable.Reverse(missing)) Miss(turn, e.Slot, stage);
        foreach (var stage in adopted)
        {
            Reports.Renew(turn, stage);
            StopIfAsked(turn, stage);
        }
    }

    public static void Leave(Turn turn, SlotLeft e)
    {
        if (!turn.State.Slots.TryGetValue(e.Slot, out var slot)) return;
        turn.Log("slot-left", $"{e.Slot}: {e.Reason}", slot.Held.IsEmpty ? null : turn.Tree.KeyOf(slot.Held[0]));
        turn.Set(e.Slot, slot with { Joined = false, Waiting = false });
        if (!e.ForGood) return;
        foreach (var stage in Enumerable.Reverse(slot.Held)) Losses.Lose(turn, stage, e.Reason);
    }

    /// <summary>
    /// A slot that asks is idle. When it should hold stages, the order to run them was lost on the way, or crossed the request, or its report was lost: the order is said again.
    /// </summary>
    public static void Request(Turn turn, SlotId id)
    {
        var slot = turn.Slot(id);
        if (!slot.Joined) return;
        foreach (var stage in Enumerable.Reverse(slot.Held))
        {
            var lease = turn.State.Leases[stage];
            if ((turn.State.Draining ?? lease.Unwanted) is { } why && lease.Begun is null) Attempts.Withdraw(turn, stage, why);
        }
        slot = turn.Slot(id);
        turn.Set(id, slot with { Waiting = slot.Held.IsEmpty, Declines = false, Kept = slot.Device?.OnGpu == true ? slot.Kept : 0 });
        foreach (var stage in slot.Held)
        {
            if (!StopIfAsked(turn, stage)) Leasing.Order(turn, stage);
        }
    }

    /// <summary>The order to stop may have been lost on the way, so whoever still holds the stage is told again.</summary>
    public static bool StopIfAsked(Turn turn, int stage)
    {
        if ((turn.State.Draining ?? turn.State.Leases[stage].Unwanted) is not { } why) return false;
        turn.Cancel(stage, why);
        return true;
    }

    private static void TurnAway(Turn turn, SlotId slot, StageLease lease)
    {
        if (Reports.IsRecorded(turn.State, lease)) turn.Do(new Acknowledge(slot, lease));
        else turn.Do(new Cancel(slot, lease, "the lease is not this slot's"));
    }

    private static void Miss(Turn turn, SlotId slot, int stage)
    {
        var lease = turn.State.Leases[stage];
        if (lease.Begun is null && !lease.WasMissing) turn.Set(stage, lease with { WasMissing = true });
        else Losses.Lose(turn, stage, "its GPU actor was started anew");
    }
}
