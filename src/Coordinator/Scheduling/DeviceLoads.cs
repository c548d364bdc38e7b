using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What slots take of their devices' memory, worked out once for as long as no slot changes: each decision asks for it again.</summary>
internal sealed class DeviceLoads
{
    private readonly ImmutableSortedDictionary<SlotId, SlotStatus> _slots;
    private readonly ImmutableDictionary<MemoryGroup, LearnedMemory> _sizes;
    private readonly Dictionary<string, Load> _loads = new(StringComparer.Ordinal);

    private DeviceLoads(SweepState state) => (_slots, _sizes) = (state.Slots, state.MemoryOf);

    /// <summary>Of the turn's state as it is now.</summary>
    public static Load Of(Turn turn, DeviceRoom place)
    {
        if (turn.Loads is not { } loads || loads._slots != turn.State.Slots || loads._sizes != turn.State.MemoryOf) turn.Loads = loads = new(turn.State);
        if (!loads._loads.TryGetValue(place.Device.Place, out var load)) loads._loads.Add(place.Device.Place, load = loads.Count(turn, place));
        return load;
    }

    private Load Count(Turn turn, DeviceRoom place)
    {
        // One that held stages when the coordinator started anew, and is not back, may be anywhere.
        var on = _slots.Where(s => s.Value.Device is { } other ? other.Place == place.Device.Place : !s.Value.Joined).ToList();
        var room = place with { Slots = on.Count };
        var taken = on.ToDictionary(s => s.Key, s => Taken(turn, s.Value, room));
        return new(on.Count, on.Where(s => !s.Value.Waiting).Sum(s => taken[s.Key]), on.Where(s => s.Value.Waiting).Sum(s => taken[s.Key]), on.TrueForAll(s => s.Value.Held.IsEmpty), taken);
    }

    /// <summary>A slot's stages run one after the other.</summary>
    private static long Taken(Turn turn, SlotStatus slot, DeviceRoom room)
    {
        var most = slot.Kept;
        foreach (var stage in slot.Held) most = Math.Max(most, Packing.Expected(turn, stage, room));
        return most;
    }

    /// <param name="Busy">Bytes of all slots but those that wait.</param>
    /// <param name="Waiting">Bytes that the processes of slots keep which wait.</param>
    /// <param name="BySlot">Bytes of each.</param>
    internal sealed record Load(int Slots, long Busy, long Waiting, bool IsIdle, Dictionary<SlotId, long> BySlot);
}
