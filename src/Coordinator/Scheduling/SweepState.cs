using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What is known of a stage.</summary>
/// <param name="Attempt">Number of the last attempt, 0 before the first; counts over all runs of the sweep.</param>
/// <param name="Crashes">Attempts of this run that crashed or ran out of memory.</param>
/// <param name="Losses">Leases lost in a row without a new epoch in between.</param>
/// <param name="NotBefore">No new attempt before this time.</param>
public sealed record StageStatus(
    StageState State,
    AttemptNumber Attempt,
    StageHolder? Holder = null,
    int Crashes = 0,
    int Losses = 0,
    DateTimeOffset NotBefore = default,
    ArtifactRecord? Artifact = null,
    string? Reason = null);

/// <summary>Who holds the lease, until when, and the newest epoch that was reported under it.</summary>
public sealed record StageHolder(SlotId Slot, DateTimeOffset Deadline, int Epoch);

/// <summary>What is known of a slot: the stage that it runs, or that it waits for one.</summary>
public sealed record SlotStatus(StageLease? Lease, bool Waiting);

/// <summary>The whole of a running sweep; replaced, never changed.</summary>
public sealed record SweepState(
    SweepId Sweep,
    StageTree Tree,
    SchedulingPolicy Policy,
    ImmutableDictionary<StageKey, StageStatus> Stages,
    ImmutableDictionary<TrialId, TrialState> Trials,
    ImmutableDictionary<SlotId, SlotStatus> Slots,
    ImmutableSortedSet<Priority> Ready,
    ImmutableSortedSet<Delayed> Waiting,
    int Open,
    int Running,
    string? Draining,
    bool Finished)
{
    /// <summary>The state at start: what the store says of each stage and trial of the plan; nothing runs.</summary>
    public static SweepState Begin(
        SweepId sweep,
        StageTree tree,
        SchedulingPolicy policy,
        IReadOnlyDictionary<StageKey, StageStatus> stages,
        IReadOnlyDictionary<TrialId, TrialState> trials)
    {
        var all = stages.ToImmutableDictionary();
        var ready = tree.Plan.Stages.Where(s => all[s.Key].State == StageState.Pending && ParentDone(s)).Select(s => tree.PriorityOf(s.Key));
        return new(sweep, tree, policy, all, trials.ToImmutableDictionary(), ImmutableDictionary<SlotId, SlotStatus>.Empty,
            [.. ready], [], all.Values.Count(s => s.State == StageState.Pending), 0, null, false);

        bool ParentDone(StageSpec spec) => spec.Parent is not { } parent || all[parent].State == StageState.Succeeded;
    }

    /// <summary>True when the lease is the one that the slot holds now.</summary>
    public bool Holds(SlotId slot, StageLease lease) =>
        Stages.TryGetValue(lease.Stage, out var stage) && stage.Attempt == lease.Attempt && stage.Holder?.Slot == slot;
}

/// <summary>A stage that is ready but for its back-off.</summary>
public readonly record struct Delayed(DateTimeOffset NotBefore, Priority Priority) : IComparable<Delayed>
{
    public int CompareTo(Delayed other)
    {
        var byTime = NotBefore.CompareTo(other.NotBefore);
        return byTime != 0 ? byTime : Priority.CompareTo(other.Priority);
    }

    public static bool operator <(Delayed left, Delayed right) => left.CompareTo(right) < 0;

    public static bool operator >(Delayed left, Delayed right) => left.CompareTo(right) > 0;

    public static bool operator <=(Delayed left, Delayed right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Delayed left, Delayed right) => left.CompareTo(right) >= 0;
}
