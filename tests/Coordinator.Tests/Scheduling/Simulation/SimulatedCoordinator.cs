using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>
/// The shell around the machine, with its registry: messages become events, what is decided is committed in units, and only then is anybody
/// told. Its memory dies with it.
/// </summary>
internal sealed class SimulatedCoordinator(World world)
{
    private const int TickInterval = 1_000;

    private readonly Dictionary<SlotId, int> _lives = [];
    private readonly HashSet<long> _seen = [];
    private readonly List<SweepCommand> _undone = [];
    private ImmutableArray<SweepCommand> _committing = [];
    private SweepState? _state;

    /// <summary>Counts the starts; messages that were sent to an earlier one are lost.</summary>
    public int Run { get; private set; }

    public bool Alive => _state is not null;

    public SweepState State => _state ?? throw new InvalidOperationException("the coordinator does not run");

    /// <summary>Whether the store has everything that was decided.</summary>
    public bool IsSettled => _committing.IsEmpty && _undone.Count == 0;

    public void Start(SweepPlan plan)
    {
        Run++;
        _state = SweepState.Begin(world.Store.Begin(plan), world.TreeOf(plan), world.Weather.Policy, world.Time.Time);
        Handle(new SweepBegun());
        Tick(Run);
    }

    /// <summary>What a verb does while no coordinator runs: it takes the store's lock, and records what the machine makes of the requests.</summary>
    public void AnswerWithoutRunning(SweepPlan plan)
    {
        _state = SweepState.Begin(world.Store.Begin(plan), world.TreeOf(plan), world.Weather.Policy, world.Time.Time);
        Record(new SweepBegun());
        foreach (var request in world.Store.Unanswered.ToList()) Record(world.EventOf(request));
        _state = null;
    }

    /// <summary>Its process ends at once. A unit whose commit is under way may be durable, but nobody is told any more.</summary>
    public void Stop()
    {
        if (!_committing.IsEmpty && world.Chance.Percent(50)) Commit(_committing);
        _state = null;
        _committing = [];
        _undone.Clear();
        _lives.Clear();
        _seen.Clear();
    }

    /// <summary>A registration. A repeated one tells nothing new.</summary>
    public void Register(SimulatedSlot slot, int life, ImmutableArray<StageLease> holding)
    {
        if (_lives.GetValueOrDefault(slot.Id) != life)
        {
            _lives[slot.Id] = life;
            Handle(new SlotJoined(slot.Id, holding, slot.Device));
        }
        world.ToSlot(slot.Id, life, new Registered());
    }

    public void Receive(SlotId slot, int life, SweepEvent message)
    {
        if (_lives.GetValueOrDefault(slot) != life)
        {
            world.ToSlot(slot, life, new RegisterAgain(slot));
            return;
        }
        world.ToSlot(slot, life, new Noted(slot));
        Handle(message);
    }

    /// <summary>The registry heard of a death or found a slot out of reach.</summary>
    /// <param name="life">The process that it is about; 0 for one that never registered.</param>
    public void Left(SlotId slot, int life, bool forGood)
    {
        if (!Alive || _lives.GetValueOrDefault(slot) != life) return;
        _lives.Remove(slot);
        Handle(new SlotLeft(slot, forGood ? "it died" : "it is out of reach", forGood));
    }

    public void Handle(SweepEvent happened)
    {
        if (!Alive) return;
        _undone.AddRange(Decide(happened));
        if (_committing.IsEmpty) CommitNext();
    }

    private void Record(SweepEvent happened) => Commit(Decide(happened));

    private ImmutableArray<SweepCommand> Decide(SweepEvent happened)
    {
        (_state, var commands) = SweepMachine.Apply(State, happened, world.Time.Time);
        world.Journal?.Note(happened, commands);
        world.Rules.Decided(State, happened, commands);
        return commands;
    }

    private void Tick(int run)
    {
        if (Run != run || !Alive) return;
        Handle(new TimePassed());
        AskForWhatIsWanted();
        world.Time.In(TickInterval, () => Tick(run));
    }

    /// <summary>What the store says of an edited plan's stages counts only while nothing that was decided is on its way there.</summary>
    private void AskForWhatIsWanted()
    {
        foreach (var request in world.Store.Unanswered.Where(r => !_seen.Contains(r.Number)).ToList())
        {
            if (!Alive || (request.Request is ApplyFile && !IsSettled)) return;
            _seen.Add(request.Number);
            Handle(world.EventOf(request));
        }
    }

    private void CommitNext()
    {
        while (_undone.Count > 0)
        {
            _committing = [.. _undone];
            _undone.Clear();
            var delay = world.Chance.Percent(20) ? world.Chance.Between(0, world.Weather.SlowestCommit) : 0;
            if (delay > 0)
            {
                var run = Run;
                world.Time.In(delay, () => CarryOut(run));
                return;
            }
            CarryOutUnit();
        }
    }

    private void CarryOut(int run)
    {
        if (Run != run || !Alive) return;
        CarryOutUnit();
        if (Alive) CommitNext();
    }

    private void CarryOutUnit()
    {
        var unit = _committing;
        _committing = [];
        Commit(unit);
        foreach (var command in unit)
        {
            if (Alive) Tell(command);
        }
    }

    private void Commit(ImmutableArray<SweepCommand> unit)
    {
        foreach (var record in unit.OfType<RecordTransition>()) world.Rules.Commit(record.Transition);
        world.Rules.Committed();
    }

    private void Tell(SweepCommand command)
    {
        switch (command)
        {
            case RecordTransition: break;
            case Dispatch m:
                world.Rules.Told(m);
                ToSlot(m.Slot, m);
                break;
            case GiveBack m: ToSlot(m.Slot, m); break;
            case Cancel m: ToSlot(m.Slot, m); break;
            case Refresh m: ToSlot(m.Slot, m); break;
            case Acknowledge m: ToSlot(m.Slot, m); break;
            case Refuse m: ToSlot(m.Slot, m); break;
            case DeleteArtifact m: world.Disk.Artifacts.Remove(m.Stage); break;
            // What was asked for between the decision and now may have brought new work.
            case Finish when !State.Finished: break;
            case Finish m: world.RunEnded(m.Interrupted); break;
            default: throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "no way to carry it out");
        }
    }

    private void ToSlot(SlotId slot, SweepCommand message)
    {
        if (_lives.TryGetValue(slot, out var life)) world.ToSlot(slot, life, message);
    }
}
