using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The right of a slot to run an attempt at a stage. It lives apart from its slot, which may be cut off or not back yet.</summary>
/// <param name="Since">When its slot can have begun at the earliest: when it was granted, taken over from an earlier coordinator, or came to be the slot's next.</param>
/// <param name="Deadline">Lost when it is not renewed until then.</param>
public sealed record HeldLease(SlotId Slot, AttemptNumber Attempt, DateTimeOffset Since, DateTimeOffset Deadline)
{
    /// <summary>When the slot was first heard to run it; null while it may not have begun.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>When a step or an epoch was last done.</summary>
    public DateTimeOffset Advanced { get; init; }

    public long Steps { get; init; }

    /// <summary>The newest epoch that was reported.</summary>
    public int Epoch { get; init; }

    /// <summary>Why nobody wants it any more; null when it is wanted.</summary>
    public string? Unwanted { get; init; }

    /// <summary>The slot was told to stop it, so that its giving up is no failure.</summary>
    public bool ToldToStop { get; init; }

    /// <summary>The slot was asked to give it back unbegun, which happens once.</summary>
    public bool AskedBack { get; init; }

    /// <summary>The slot came without it once: the order may have been lost on the way. The second time, the slot has lost it.</summary>
    public bool WasMissing { get; init; }

    /// <summary>Bytes set aside on the disk for what it will write.</summary>
    public long Reserved { get; init; }
}

/// <summary>What is known of a slot: present ones, and absent ones that hold leases.</summary>
/// <param name="Joined">False while it is cut off, or not back since the coordinator started anew.</param>
/// <param name="Waiting">It holds nothing and can take a stage.</param>
/// <param name="Held">Numbers of the stages that it has leases for, in the order in which it works on them.</param>
/// <param name="Last">The last stage that it finished: its weights may still be in the device's memory.</param>
public sealed record SlotStatus(bool Joined, bool Waiting, ImmutableArray<int> Held, int? Last = null)
{
    public static readonly SlotStatus Absent = new(Joined: false, Waiting: false, []);

    /// <summary>The memory that it shares with other slots; null where that is not known.</summary>
    public DeviceMemory? Device { get; init; }

    /// <summary>Bytes of that memory which its process may hold beyond its leases: a stage whose lease was lost runs on until the slot says that it is idle, and on a GPU what a process had it keeps until it ends.</summary>
    public long Kept { get; init; }

    /// <summary>It gave a stage up that nobody had asked back, as one does whose process is about to end: it gets nothing until it asks.</summary>
    public bool Declines { get; init; }
}
