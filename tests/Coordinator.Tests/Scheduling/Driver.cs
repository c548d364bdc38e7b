using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling;

/// <summary>Feeds events to the machine and keeps what it answered.</summary>
internal sealed class Driver(SweepState state)
{
    public static readonly StageOutcome Outcome = new([], [], [], null, 1, ImmutableSortedDictionary<string, string>.Empty);

    public SweepState State { get; private set; } = state;

    public DateTimeOffset Now { get; set; } = Plans.Start;

    public List<SweepCommand> All { get; } = [];

    public ImmutableArray<SweepCommand> Do(SweepEvent happened)
    {
        (State, var commands) = SweepMachine.Apply(State, happened, Now);
        All.AddRange(commands);
        return commands;
    }

    /// <summary>Joins a slot, asks for work, and gives the lease that it got.</summary>
    public StageLease? Work(string slot)
    {
        Do(new SlotJoined(new(slot), []));
        return Ask(slot);
    }

    /// <summary>The same with a slot that shares a device.</summary>
    public StageLease? WorkOn(DeviceMemory device, string slot)
    {
        Do(new SlotJoined(new(slot), [], device));
        return Ask(slot);
    }

    public StageLease? Ask(string slot) => Do(new StageRequested(new(slot))).OfType<Dispatch>().FirstOrDefault(d => d.Slot == new SlotId(slot))?.Lease;

    public ImmutableArray<SweepCommand> Succeed(string slot, StageLease lease) => Do(new AttemptReportedSuccess(new(slot), lease, Outcome));

    /// <summary>Ends the stage with an artifact.</summary>
    public ImmutableArray<SweepCommand> Leave(string slot, StageLease lease, long bytes = 100, string sha256 = "same") =>
        Do(new AttemptReportedSuccess(new(slot), lease, Outcome with { Artifact = new(ArtifactPaths.Artifact(lease.Stage), bytes, sha256) }));

    /// <summary>Lets the slot say that it runs the stage.</summary>
    public ImmutableArray<SweepCommand> Run(string slot, StageLease lease, long steps = 1) => Do(new AttemptAdvanced(new(slot), lease, true, steps, []));

    /// <summary>What the slot was told to run by an event.</summary>
    public static StageLease? OrderTo(string slot, ImmutableArray<SweepCommand> commands) =>
        commands.OfType<Dispatch>().LastOrDefault(d => d.Slot == new SlotId(slot))?.Lease;

    public TrialState Trial(int number) => State.Trial(State.Tree.Plan.Trials[number - 1].Id);

    public StageState Stage(string path) => State.Stage(Plans.Key(path)).State;

    public ImmutableArray<SweepCommand> Fail(string slot, StageLease lease, FailureKind kind) => Do(new AttemptReportedFailure(new(slot), lease, kind, "why"));

    public IEnumerable<T> Recorded<T>() where T : StoreTransition => All.OfType<RecordTransition>().Select(r => r.Transition).OfType<T>();
}
