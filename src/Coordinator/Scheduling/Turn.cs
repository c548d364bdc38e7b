using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The state while one event is worked in, and what is decided on the way. It lives for one call of <see cref="SweepMachine"/>.</summary>
internal sealed class Turn(SweepState state, DateTimeOffset now)
{
    private readonly ImmutableArray<SweepCommand>.Builder _commands = ImmutableArray.CreateBuilder<SweepCommand>();

    public SweepState State { get; set; } = state;

    /// <summary>See <see cref="DeviceLoads"/>.</summary>
    public DeviceLoads? Loads { get; set; }

    public DateTimeOffset Now => now;

    public StageTree Tree => State.Tree;

    public SchedulingPolicy Policy => State.Policy;

    public ImmutableArray<SweepCommand> Commands => _commands.ToImmutable();

    public StageStatus Stage(int stage) => State.Stage(stage);

    public void Set(int stage, StageStatus status) => State = State with { Stages = State.Stages.With(stage, status) };

    public void Set(int stage, HeldLease lease) => State = State with { Leases = State.Leases.SetItem(stage, lease) };

    /// <summary>A slot that is neither there nor holds anything is forgotten.</summary>
    public void Set(SlotId slot, SlotStatus status) => State = State with
    {
        Slots = status.Joined || !status.Held.IsEmpty ? State.Slots.SetItem(slot, status) : State.Slots.Remove(slot),
    };

    public SlotStatus Slot(SlotId slot) => State.Slots.GetValueOrDefault(slot, SlotStatus.Absent);

    public void ChangeTrial(int trial, TrialState to, string? reason)
    {
        var from = State.Trials[trial];
        State = State with
        {
            Trials = State.Trials.With(trial, to),
            OpenTrials = State.OpenTrials + (to.IsOpen() ? 1 : 0) - (from.IsOpen() ? 1 : 0),
            FailedTrials = State.FailedTrials + (to == TrialState.Failed ? 1 : 0),
        };
        var id = Tree.Plan.Trials[trial].Id;
        Record(to == TrialState.Pending ? new TrialRequeued(State.Sweep, id, now) : new TrialChanged(State.Sweep, id, to, reason, now));
    }

    public void Do(SweepCommand command) => _commands.Add(command);

    public void Record(StoreTransition transition) => Do(new RecordTransition(transition));

    public void Log(string name, string detail, StageKey? stage = null) => Record(new EventLogged(State.Sweep, name, detail, stage, now));

    public void Cancel(int stage, string why)
    {
        var lease = State.Leases[stage];
        Do(new Cancel(lease.Slot, State.LeaseOf(stage), why));
        if (!lease.ToldToStop) Set(stage, lease with { ToldToStop = true });
    }
}
