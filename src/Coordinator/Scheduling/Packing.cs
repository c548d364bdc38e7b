using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>
/// Slots of one device share its memory: a stage is given to one of them only when what it is expected to take fits beside what runs there already. Another
/// that fits goes first meanwhile, but not for ever: the device is then kept free for the one that waits.
/// </summary>
/// <remarks>
/// What a stage takes is learned from those of its kind and architecture that have ended, in this run and before. One of which nothing is known counts as an
/// equal share of the device. The sizes are bytes.
/// </remarks>
internal static class Packing
{
    /// <summary>So often another stage goes first for want of memory; after that nothing is put before the one that waits.</summary>
    public const int MostPassedOver = 8;

    /// <summary>Stages that are looked at for one that fits: sizes differ by kind and architecture, of which there are few.</summary>
    public const int MostLookedAt = 64;

    /// <summary>What a stage is expected to take of a device; all that the device has for one that is to run alone.</summary>
    public static long Expected(Turn turn, int stage, DeviceRoom room) =>
        turn.Stage(stage).RanOutBesideOthers ? Math.Max(Size(turn, stage, room), room.Budget) : Size(turn, stage, room);

    /// <summary>What a stage is expected to take of a device.</summary>
    public static long Size(Turn turn, int stage, DeviceRoom room) =>
        Known(turn, stage, room.Device.OnGpu) ?? (turn.Policy.MeasureFirst ? room.Budget : room.Budget / room.Slots);

    /// <summary>A stage fits. One that nothing is known of is not given ahead where others share the device: more may be known when its turn comes.</summary>
    public static bool Suits(Turn turn, int stage, DeviceRoom room, bool isAhead) =>
        room.Fits(Expected(turn, stage, room)) && !(isAhead && room.Slots > 1 && Known(turn, stage, room.Device.OnGpu) is null);

    /// <summary>A stage was given to a slot.</summary>
    public static void Given(Turn turn, NextStage given)
    {
        if (given.Room is not { } room) return;
        var state = turn.State with { PassedOver = turn.State.PassedOver.Remove(given.Stage) };
        if (state.KeptFree?.Stage == given.Stage) state = state with { KeptFree = null };
        turn.State = state;
        FreeWhatIdleOnesKeep(turn, given, room);
        if (given.Stage == given.Head || room.Fits(Expected(turn, given.Head, room))) return;
        var passed = state.PassedOver.GetValueOrDefault(given.Head);
        passed = passed with { Times = passed.Times + 1 };
        turn.State = state with
        {
            PassedOver = state.PassedOver.SetItem(given.Head, passed),
            KeptFree = state.KeptFree ?? (passed.Times >= MostPassedOver ? new(given.Head, room.Device.Place) : null),
        };
    }

    /// <summary>The stage that a device is kept free for; null when it is for all. Not any more when that has been given out or dropped, or the device's slots are gone.</summary>
    public static int? KeptFree(Turn turn, DeviceMemory device)
    {
        if (turn.State.KeptFree is not { } kept) return null;
        if (turn.State.Ready.Contains(kept.Stage) && StageQueue.CanRun(turn, kept.Stage) && turn.State.Slots.Values.Any(s => s.Joined && s.Device?.Place == kept.Place))
            return kept.Place == device.Place ? kept.Stage : null;
        turn.State = turn.State with { KeptFree = null };
        return null;
    }

    /// <summary>A slot gets nothing though a stage is ready: the store says so, once for each stage.</summary>
    public static void TellWhatWaits(Turn turn, SlotId slot)
    {
        if (turn.State.Ready.IsEmpty || DeviceRoom.Of(turn, slot) is not { } room) return;
        var stage = KeptFree(turn, room.Device) ?? turn.State.Ready.Min;
        if (room.Others + Expected(turn, stage, room) <= room.Budget)
        {
            // Only what its own process keeps from earlier stages is in the way.
            StartAfresh(turn, slot);
            return;
        }

        var passed = turn.State.PassedOver.GetValueOrDefault(stage);
        if (passed.Told) return;
        turn.State = turn.State with { PassedOver = turn.State.PassedOver.SetItem(stage, passed with { Told = true }) };
        var left = Math.Max(0, room.Budget - room.Others);
        var needs = Known(turn, stage, room.Device.OnGpu) is null ? "what it needs is not known yet and counts as" : "it needs about";
        turn.Log(
            EventNames.WaitsForMemory,
            $"{needs} {ByteSize.Text(Expected(turn, stage, room))}; of {ByteSize.Text(room.Budget)} on {room.Device.Place} {ByteSize.Text(left)} are left beside what runs there",
            turn.Tree.KeyOf(stage));
    }

    /// <summary>Learns from a stage that is done.</summary>
    public static void Learn(Turn turn, SlotId slot, int stage, long? bytes)
    {
        if (turn.Slot(slot) is not { Device: { } device } at) return;
        var group = GroupOf(turn, stage, device.OnGpu);
        var known = turn.State.MemoryOf.GetValueOrDefault(group);
        if (bytes is { } measured) known = known with { Measured = Math.Max(known.Measured ?? 0, measured), Feared = known.WasGuess ? null : known.Feared, WasGuess = false };
        // What is not measured, as an earlier stage of the process took as much, is no larger than that.
        else if (at.Kept > 0) known = known with { AtMost = Math.Min(known.AtMost ?? at.Kept, at.Kept) };
        turn.State = turn.State with { MemoryOf = turn.State.MemoryOf.SetItem(group, known) };
    }

    /// <summary>
    /// Memory ran out under a stage that was not alone on its device. That may be the others' doing: it is tried again alone before its batches are split, and
    /// its kind counts as larger from now on.
    /// </summary>
    /// <returns>False when it was alone.</returns>
    public static bool RanOut(Turn turn, SlotId id, int stage)
    {
        if (turn.Stage(stage).RanOutBesideOthers || DeviceRoom.Of(turn, id) is not { } room || room.Others + room.Idle == 0) return false;
        var group = GroupOf(turn, stage, room.Device.OnGpu);
        var known = turn.State.MemoryOf.GetValueOrDefault(group);
        var before = Known(turn, stage, room.Device.OnGpu);
        // Where nothing was known, it is as much as there is until one has told.
        var feared = before is { } bytes ? Math.Min(2 * bytes, room.Budget) : room.Budget;
        turn.State = turn.State with { MemoryOf = turn.State.MemoryOf.SetItem(group, known with { Feared = Math.Max(feared, before ?? 0), WasGuess = before is null || known.WasGuess }) };
        return true;
    }

    private static long? Known(Turn turn, int stage, bool onGpu)
    {
        var learned = turn.State.MemoryOf.GetValueOrDefault(GroupOf(turn, stage, onGpu));
        return Larger(turn.Tree.ExpectedMemory(stage, onGpu), Larger(learned.Measured, learned.Feared)) ?? learned.AtMost;
    }

    /// <summary>What processes keep that have nothing to do is needed now: fresh ones take their place, from the one that keeps most.</summary>
    private static void FreeWhatIdleOnesKeep(Turn turn, NextStage given, DeviceRoom room)
    {
        var over = room.Others + room.Idle + Math.Max(room.Own, Expected(turn, given.Stage, room)) - room.Budget;
        foreach (var (id, slot) in turn.State.Slots.Where(s => s.Value is { Waiting: true, Kept: > 0 } && s.Value.Device?.Place == room.Device.Place).OrderByDescending(s => s.Value.Kept))
        {
            if (over <= 0) return;
            over -= slot.Kept;
            StartAfresh(turn, id);
        }
    }

    /// <summary>The slot gets nothing until its next process asks, or this one does again.</summary>
    private static void StartAfresh(Turn turn, SlotId id)
    {
        turn.Set(id, turn.Slot(id) with { Waiting = false, Declines = true, Kept = 0 });
        turn.Do(new Refresh(id, "the memory that its process keeps is needed for another stage"));
    }

    private static long? Larger(long? one, long? other) => one is null || other > one ? other : one;

    private static MemoryGroup GroupOf(Turn turn, int stage, bool onGpu) => new(StageGroup.Of(turn.Tree.SpecOf(stage)), onGpu);
}

/// <summary>Stages that take about the same memory of a device.</summary>
internal readonly record struct MemoryGroup(StageGroup Stages, bool OnGpu);

/// <summary>What is known of such stages from this run.</summary>
/// <param name="Measured">The most that one took that has ended.</param>
/// <param name="Feared">What to count with since memory ran out under one beside others.</param>
/// <param name="WasGuess">Nothing had been measured by then: the first measurement takes its place.</param>
/// <param name="AtMost">What a process had kept already that ran one without a measurement; counts where nothing else is known.</param>
internal readonly record struct LearnedMemory(long? Measured, long? Feared, bool WasGuess, long? AtMost);

/// <summary>A stage that others went before for want of memory.</summary>
/// <param name="Told">That it waits is on record.</param>
internal readonly record struct PassedStage(int Times, bool Told);

/// <summary>A device on which nothing is begun until there is room for a stage that has waited too long.</summary>
internal sealed record KeptFreeDevice(int Stage, string Place);
