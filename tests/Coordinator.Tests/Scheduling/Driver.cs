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

    public StageLease? Ask(string slot) => Do(new StageRequested(new(slot))).OfType<Dispatch>().FirstOrDefault(d => d.Slot == new SlotId(slot))?.Lease;

    public ImmutableArray<SweepCommand> Succeed(string slot, StageLease lease) => Do(new AttemptReportedSuccess(new(slot), lease, Outcome));

    public ImmutableArray<SweepCommand> Fail(string slot, StageLease lease, FailureKind kind) => Do(new AttemptReportedFailure(new(slot), lease, kind, "why"));

    public IEnumerable<T> Recorded<T>() where T : StoreTransition => All.OfType<RecordTransition>().Select(r => r.Transition).OfType<T>();
}
