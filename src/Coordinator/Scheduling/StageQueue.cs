using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>Which stage comes next. Entries that have become stale are dropped when their turn comes, so that nothing has to be searched for.</summary>
/// <remarks>
/// A stage whose parent's artifact was deleted lies dormant. It comes when nothing else is ready: then its parent is reopened, and runs
/// again. That parent's artifact stays at least until a child was given out, so each such run brings the sweep on, and it ends.
/// </remarks>
internal static class StageQueue
{
    /// <summary>A pending stage whose parent succeeded, or may yet.</summary>
    public static void Add(Turn turn, int stage)
    {
        var notBefore = turn.Stage(stage).NotBefore;
        turn.State = notBefore > turn.Now
            ? turn.State with { Delayed = turn.State.Delayed.Add(new(notBefore, stage)) }
            : turn.State with { Ready = turn.State.Ready.Add(stage) };
    }

    public static void EndDelays(Turn turn)
    {
        while (!turn.State.Delayed.IsEmpty && turn.State.Delayed.Min is var delayed && delayed.NotBefore <= turn.Now)
            turn.State = turn.State with { Delayed = turn.State.Delayed.Remove(delayed), Ready = turn.State.Ready.Add(delayed.Stage) };
    }

    /// <summary>The stage for a slot to run next; null when there is none that has room in the memory of its device.</summary>
    /// <param name="wakeDormant">Reopens a parent when nothing else is ready.</param>
    public static NextStage? Next(Turn turn, SlotId slot, bool wakeDormant)
    {
        while (true)
        {
            while (!turn.State.Ready.IsEmpty)
            {
                var first = turn.State.Ready.Min;
                if (CanRun(turn, first)) return Choose(turn, slot, first, isAhead: !wakeDormant);
                turn.State = turn.State with { Ready = turn.State.Ready.Remove(first) };
                if (IsDormant(turn, first)) turn.State = turn.State with { Dormant = turn.State.Dormant.Add(first) };
            }
            if (!wakeDormant || turn.State.Dormant.IsEmpty) return null;
            Wake(turn);
        }
    }

    /// <summary>The parent of a stage that could not read its artifact has to run again, at once: others may wait for it too.</summary>
    public static void ParentIsMissing(Turn turn, int stage)
    {
        var parent = turn.Tree.ParentOf(stage);
        if (parent == StageTree.None || turn.Stage(parent).State != StageState.Succeeded) return;
        // Another child may have found the same before, and failed for good with it.
        if (turn.Stage(parent).CanBeFollowed) Retention.Delete(turn, parent, "found missing or damaged");
        if (turn.Stage(stage).IsOpen) Reopen(turn, parent, stage);
    }

    private static void Wake(Turn turn)
    {
        var stage = turn.State.Dormant.Min;
        turn.State = turn.State with { Dormant = turn.State.Dormant.Remove(stage) };
        if (IsDormant(turn, stage)) Reopen(turn, turn.Tree.ParentOf(stage), stage);
        else if (CanRun(turn, stage)) Add(turn, stage);
    }

    private static void Reopen(Turn turn, int stage, int child)
    {
        var reason = $"its artifact was {turn.Stage(stage).Reason ?? "deleted in an earlier run"}, and {Words.Name(turn.Tree, child)} starts from it";
        turn.Set(stage, turn.Stage(stage) with { State = StageState.Pending, Reason = reason, NotBefore = default });
        turn.Record(new StageReopened(turn.Tree.KeyOf(stage), reason, turn.Now));
        Retention.Reopened(turn, stage);
        AddWithAncestors(turn, stage);
    }

    /// <summary>
    /// A pending stage, and those above it that have to run again first: an ancestor may have been reopened before, and left when nobody needed it any more, or have failed then.
    /// </summary>
    public static void AddWithAncestors(Turn turn, int stage)
    {
        var parent = turn.Tree.ParentOf(stage);
        if (parent != StageTree.None && turn.Stage(parent).IsBlocked)
        {
            Quarantine.Skip(turn, stage, turn.Stage(parent).Reason ?? "its parent failed");
            return;
        }
        Add(turn, stage);
        if (parent == StageTree.None) return;
        if (turn.Stage(parent).State == StageState.Pending) AddWithAncestors(turn, parent);
        else if (turn.State.Leases.TryGetValue(parent, out var lease)) turn.Set(parent, lease with { Unwanted = null });
    }

    /// <param name="head">Whose turn it is.</param>
    private static NextStage? Choose(Turn turn, SlotId slot, int head, bool isAhead)
    {
        var room = DeviceRoom.Of(turn, slot);
        bool Suits(int stage) => CanRun(turn, stage) && (room is null || Packing.Suits(turn, stage, room, isAhead));
        if (room is not null && Packing.KeptFree(turn, room.Device) is { } kept) return Suits(kept) ? new(kept, head, room) : null;
        int? first = Suits(head) ? head : turn.State.Ready.Take(Packing.MostLookedAt).Where(Suits).Select(stage => (int?)stage).FirstOrDefault();
        // Among equally urgent stages, children of what the slot ran last come first.
        return first is { } next ? new(LongestWay.Overdue(turn, next, Suits) ?? ChildOf(turn, turn.Slot(slot).Last, next, Suits) ?? next, head, room) : null;
    }

    private static int? ChildOf(Turn turn, int? last, int first, Func<int, bool> suits)
    {
        if (last is not { } parent) return null;
        foreach (var child in turn.Tree.ChildrenOf(parent))
        {
            if (!turn.State.Ready.Contains(child)) continue;
            return turn.Tree.AreEquallyUrgent(child, first) && suits(child) ? child : null;
        }
        return null;
    }

    /// <summary>Nothing of what it has to wait for is left.</summary>
    public static bool CanRun(Turn turn, int stage) =>
        IsWanted(turn, stage) && (turn.Tree.ParentOf(stage) is var parent && (parent == StageTree.None || turn.Stage(parent).CanBeFollowed));

    private static bool IsDormant(Turn turn, int stage) =>
        IsWanted(turn, stage) &&
        turn.Tree.ParentOf(stage) is var parent and not StageTree.None &&
        turn.Stage(parent) is { State: StageState.Succeeded, CanBeFollowed: false };

    /// <summary>It waits to run. One whose results are there runs again only for a child that waits.</summary>
    private static bool IsWanted(Turn turn, int stage)
    {
        var status = turn.Stage(stage);
        if (status.State != StageState.Pending) return false;
        if (!status.HasResults) return true;
        foreach (var child in turn.Tree.ChildrenOf(stage))
        {
            if (IsWanted(turn, child)) return true;
        }
        return false;
    }
}

/// <summary>What a slot is to run.</summary>
/// <param name="Head">The stage whose turn it would be if all had room.</param>
/// <param name="Room">In the memory of the slot's device; null: no limit.</param>
internal readonly record struct NextStage(int Stage, int Head, DeviceRoom? Room);
