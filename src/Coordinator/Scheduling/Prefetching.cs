namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>A stage given ahead saves a slot the wait for its next one. At the end of a sweep it goes to a slot that has nothing.</summary>
internal static class Prefetching
{
    /// <remarks>With a lead of zero nothing is given ahead.</remarks>
    public static void GiveAhead(Turn turn)
    {
        if (turn.Policy.PrefetchLead <= TimeSpan.Zero) return;
        var idle = 0;
        var full = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, slot) in turn.State.Slots)
        {
            if (slot.Waiting) idle++;
            else if (idle == 0 && !(slot.Device is { } device && full.Contains(device.Place)) && IsSoonDone(turn, slot) && !Leasing.GiveNext(turn, id, isAhead: true) && !Leasing.GoOn(turn, slot, full)) break;
        }
        if (idle > 0 && turn.State.Ready.IsEmpty) AskBack(turn, idle);
    }

    private static bool IsSoonDone(Turn turn, SlotStatus slot)
    {
        if (!slot.Joined || slot.Declines || slot.Held.Length != 1) return false;
        var lease = turn.State.Leases[slot.Held[0]];
        // Slots that start together ask one after the other: the first of them must not take what the others are about to ask for.
        var isUnderWay = slot.Last is not null || lease.Begun is not null;
        return isUnderWay && !lease.ToldToStop && lease.Unwanted is null && Remaining(turn, slot) <= turn.Policy.PrefetchLead.TotalSeconds;
    }

    /// <summary>Expected seconds until the slot is done with what it runs; zero when nothing is known.</summary>
    private static double Remaining(Turn turn, SlotStatus slot)
    {
        var running = slot.Held[0];
        return ExpectedTimes.Of(turn, running) is { } seconds ? seconds - ExpectedTimes.Elapsed(turn, turn.State.Leases[running]) : 0;
    }

    /// <summary>For each idle slot one stage that is held ahead, from those whose turn would come last.</summary>
    private static void AskBack(Turn turn, int idle)
    {
        var ahead = turn.State.Slots.Values.Where(s => s.Joined && s.Held.Length > 1).ToList();
        var asked = ahead.Count(s => turn.State.Leases[s.Held[^1]] is { AskedBack: true, Begun: null });
        // One that has no room on the device of any idle slot would only come back.
        var rooms = turn.State.Slots.Where(s => s.Value.Waiting).Select(s => DeviceRoom.Of(turn, s.Key)).ToList();
        bool HasRoom(int stage) => rooms.Exists(room => room is null || Packing.Suits(turn, stage, room, isAhead: false));
        var candidates = ahead.Where(s => turn.State.Leases[s.Held[^1]] is { AskedBack: false, ToldToStop: false, Begun: null } && HasRoom(s.Held[^1]))
            .OrderByDescending(s => Remaining(turn, s)).Take(Math.Max(0, idle - asked));
        foreach (var stage in candidates.Select(s => s.Held[^1]).ToList())
        {
            var lease = turn.State.Leases[stage];
            turn.Set(stage, lease with { AskedBack = true });
            turn.Do(new GiveBack(lease.Slot, turn.State.LeaseOf(stage), "another slot has nothing to do"));
        }
    }
}
