using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The whole of a running sweep; replaced, never changed. Stages and trials that nothing has happened to take no memory.</summary>
/// <remarks>Stages go by their numbers in <see cref="Tree"/>.</remarks>
public sealed record SweepState
{
    public required SweepId Sweep { get; init; }

    public required StageTree Tree { get; init; }

    public required SchedulingPolicy Policy { get; init; }

    /// <summary>Present slots, and absent ones that hold leases; by name.</summary>
    public required ImmutableSortedDictionary<SlotId, SlotStatus> Slots { get; init; }

    /// <summary>Of the running stages.</summary>
    public required ImmutableDictionary<int, HeldLease> Leases { get; init; }

    /// <summary>Trials that have not ended.</summary>
    public required int OpenTrials { get; init; }

    /// <summary>Trials that failed in this run.</summary>
    public int FailedTrials { get; init; }

    /// <summary>Why no new leases are given; null while they are.</summary>
    public string? Draining { get; init; }

    /// <summary>The end was told.</summary>
    public bool Finished { get; init; }

    internal PersistentArray<StageStatus> Stages { get; init; } = PersistentArray<StageStatus>.Of([]);

    internal PersistentArray<TrialState> Trials { get; init; } = PersistentArray<TrialState>.Of([]);

    /// <summary>Stages that may run now, the most urgent first. What has become stale in it is dropped when its turn comes.</summary>
    internal ImmutableSortedSet<int> Ready { get; init; } = [];

    /// <summary>Pending stages whose parent succeeded and lost its artifact; they come when nothing else is ready.</summary>
    internal ImmutableSortedSet<int> Dormant { get; init; } = [];

    /// <summary>Stages that are ready but for their back-off.</summary>
    internal ImmutableSortedSet<Delayed> Delayed { get; init; } = [];

    /// <summary>Stages whose artifacts unfinished stages of other sweeps start from.</summary>
    internal ImmutableHashSet<StageKey> NeededElsewhere { get; init; } = [];

    internal ArtifactShelf Shelf { get; init; } = ArtifactShelf.Empty;

    /// <summary>By kind of stage, what a unit of planned work took the last time in this run.</summary>
    internal ImmutableDictionary<string, double> SecondsOfWork { get; init; } = [];

    /// <summary>What stages were found to take of a device's memory in this run.</summary>
    internal ImmutableDictionary<MemoryGroup, LearnedMemory> MemoryOf { get; init; } = [];

    /// <summary>Ready stages that wait for memory.</summary>
    internal ImmutableDictionary<int, PassedStage> PassedOver { get; init; } = [];

    internal KeptFreeDevice? KeptFree { get; init; }

    /// <summary>The full disk was told of, and nothing has been written since.</summary>
    internal bool DiskFullTold { get; init; }

    internal bool OverBudgetTold { get; init; }

    /// <summary>The state at start, as the store has it. <see cref="SweepBegun"/> is to follow.</summary>
    public static SweepState Begin(SweepRecord record, StageTree tree, SchedulingPolicy policy, DateTimeOffset now)
    {
        var leases = ImmutableDictionary.CreateBuilder<int, HeldLease>();
        var slots = ImmutableSortedDictionary.CreateBuilder<SlotId, SlotStatus>(SlotOrder.Instance);
        var stages = new StageStatus?[tree.Count];
        for (var i = 0; i < tree.Count; i++)
        {
            var stage = record.Stages[tree.KeyOf(i)];
            if (StageStatus.Of(stage) is var status && status != StageStatus.Untouched) stages[i] = status;
            if (stage.Slot is not { } slot) continue;
            leases.Add(i, new(slot, stage.LastAttempt, now, now + policy.AdoptionGrace));
            var held = slots.GetValueOrDefault(slot, SlotStatus.Absent);
            slots[slot] = held with { Held = held.Held.Add(i) };
        }
        TrialState[] trials = [.. tree.Plan.Trials.Select(t => record.Trials[t.Id])];
        return new()
        {
            Sweep = record.Id,
            Tree = tree,
            Policy = policy,
            Slots = slots.ToImmutable(),
            Leases = leases.ToImmutable(),
            OpenTrials = trials.Count(t => t.IsOpen()),
            Stages = PersistentArray<StageStatus>.Of(stages),
            Trials = PersistentArray<TrialState>.Of(trials),
            NeededElsewhere = [.. record.NeededElsewhere],
        };
    }

    /// <exception cref="ArgumentOutOfRangeException">The stage is not in the plan.</exception>
    public StageStatus Stage(StageKey key) => Stage(Number(key));

    /// <exception cref="ArgumentOutOfRangeException">The trial is not in the plan.</exception>
    public TrialState Trial(TrialId id) =>
        Tree.TrialNumberOf(id) is var number and not StageTree.None ? Trials[number] : throw new ArgumentOutOfRangeException(nameof(id), id, "not a trial of the plan");

    /// <summary>What the slot holds, in the order in which it works on it.</summary>
    public ImmutableArray<StageLease> HeldBy(SlotId slot) => Slots.TryGetValue(slot, out var status) ? [.. status.Held.Select(LeaseOf)] : [];

    /// <summary>True when the lease is one that the slot holds now.</summary>
    public bool Holds(SlotId slot, StageLease lease) =>
        Leases.TryGetValue(Tree.NumberOf(lease.Stage), out var held) && held.Attempt == lease.Attempt && held.Slot == slot;

    /// <summary>How many stages of the plan are in each state.</summary>
    public IReadOnlyDictionary<StageState, int> CountStages() => Count(Enumerable.Range(0, Tree.Count).Select(i => Stage(i).State));

    /// <summary>How many trials of the plan are in each state.</summary>
    public IReadOnlyDictionary<TrialState, int> CountTrials() => Count(Enumerable.Range(0, Tree.Plan.Trials.Length).Select(i => Trials[i]));

    internal StageStatus Stage(int stage) => Stages[stage] ?? StageStatus.Untouched;

    internal StageLease LeaseOf(int stage) => new(Tree.KeyOf(stage), Leases[stage].Attempt);

    private static Dictionary<T, int> Count<T>(IEnumerable<T> all) where T : struct, Enum
    {
        var counts = Enum.GetValues<T>().ToDictionary(state => state, _ => 0);
        foreach (var state in all) counts[state]++;
        return counts;
    }

    private int Number(StageKey key) =>
        Tree.NumberOf(key) is var number and not StageTree.None ? number : throw new ArgumentOutOfRangeException(nameof(key), key, "not a stage of the plan");
}

/// <summary>A stage that is ready but for its back-off.</summary>
internal readonly record struct Delayed(DateTimeOffset NotBefore, int Stage) : IComparable<Delayed>
{
    public int CompareTo(Delayed other) => (NotBefore, Stage).CompareTo((other.NotBefore, other.Stage));
}

/// <summary>By name, so that the machine decides alike on every run.</summary>
internal sealed class SlotOrder : IComparer<SlotId>
{
    public static readonly SlotOrder Instance = new();

    public int Compare(SlotId x, SlotId y) => string.CompareOrdinal(x.Value, y.Value);
}

internal static class TrialStates
{
    public static bool IsOpen(this TrialState state) => state is TrialState.Pending or TrialState.Running;
}
