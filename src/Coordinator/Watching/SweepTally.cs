using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Counts what the coordinator of a run records and hears, so that it can say at any moment how far the sweep is. Used by one actor.</summary>
internal sealed class SweepTally
{
    private const int MostEnded = 8;

    private readonly ImmutableArray<SlotId> _slots;
    private readonly Dictionary<SlotId, List<HeldStage>> _held = [];
    private readonly Dictionary<StageState, int> _stages = [];
    private readonly Dictionary<TrialState, int> _trials = [];
    private readonly HashSet<StageKey> _skipped = [];
    private readonly LinkedList<EndedTrial> _ended = [];
    private StageTree _tree;
    private WaitingStage? _waits;
    private TrialState[] _trialStates = [];
    private DateTimeOffset _begun;
    private double _work;
    private double _workDone;
    private double _workLeft;
    private (StageKey Stage, ImmutableArray<Measurement> Numbers)? _measured;

    /// <param name="slots">Those that the run has of its own, which are shown before they say anything.</param>
    public SweepTally(SweepState initial, IEnumerable<SlotId> slots, DateTimeOffset now)
    {
        _slots = [.. slots];
        _tree = initial.Tree;
        Begin(initial, now);
    }

    /// <summary>What has to be known of all of it; null for nothing.</summary>
    public string? Notice { get; set; }

    /// <summary>The plan was edited.</summary>
    public void Use(StageTree tree)
    {
        _trialStates = [.. tree.Plan.Trials.Select(t => _tree.TrialNumberOf(t.Id) is var known and not StageTree.None ? _trialStates[known] : TrialState.Pending)];
        _tree = tree;
    }

    /// <summary>Counts anew.</summary>
    public void Begin(SweepState state, DateTimeOffset now)
    {
        _begun = now;
        _skipped.Clear();
        _waits = null;
        foreach (var (kind, count) in state.CountStages()) _stages[kind] = count;
        foreach (var (kind, count) in state.CountTrials()) _trials[kind] = count;
        _trialStates = [.. Enumerable.Range(0, state.Tree.Plan.Trials.Length).Select(i => state.Trials[i])];
        _work = _workDone = _workLeft = 0;
        foreach (var stage in state.Tree.Plan.Stages)
        {
            var status = state.Stage(stage.Key);
            _work += stage.Work;
            if (status.IsOpen) _workLeft += stage.Work;
            if (status.State == StageState.Skipped) _skipped.Add(stage.Key);
        }
        _held.Clear();
        foreach (var slot in state.Slots.Keys)
        {
            foreach (var lease in state.HeldBy(slot)) Take(slot, lease);
        }
    }

    public void Observe(StoreTransition transition)
    {
        switch (transition)
        {
            case EventLogged { Name: EventNames.WaitsForMemory, Stage: { } stage } m when _tree.Contains(stage):
                _waits = new(stage, _tree.Spec(stage).Kind, m.Detail);
                break;
            case LeaseGranted m:
                if (_waits?.Stage == m.Stage) _waits = null;
                Take(m.Slot, new(m.Stage, m.Attempt));
                Move(StageState.Pending, StageState.Running);
                break;
            case AttemptSucceeded m:
                Move(StageState.Running, StageState.Succeeded);
                Settle(m.Stage);
                _measured = (m.Stage, m.Outcome.Measurements);
                break;
            case AttemptFailed m:
                Move(StageState.Running, m.Final ? StageState.Failed : StageState.Pending);
                Forget(m.Stage);
                if (m.Final) _workLeft -= Work(m.Stage);
                break;
            case StageSkipped m:
                _skipped.Add(m.Stage);
                Move(StageState.Pending, StageState.Skipped);
                _workLeft -= Work(m.Stage);
                break;
            case StageRequeued m:
                Move(_skipped.Remove(m.Stage) ? StageState.Skipped : StageState.Failed, StageState.Pending);
                _workLeft += Work(m.Stage);
                break;
            case StageReopened m:
                Move(StageState.Succeeded, StageState.Pending);
                _workLeft += Work(m.Stage);
                break;
            case TrialChanged m:
                Changed(m);
                break;
            case TrialRequeued m:
                Move(m.Trial, TrialState.Pending);
                break;
            default:
                break;
        }
    }

    /// <summary>What a slot says of the stage that it works on.</summary>
    public void Advance(StageProgressed progress, DateTimeOffset now)
    {
        if (progress.Begun && _held.GetValueOrDefault(progress.Slot)?.Find(h => h.Lease == progress.Lease) is { } stage) stage.Advance(progress, now);
    }

    public SweepSnapshot Snapshot(DateTimeOffset now)
    {
        var begun = _held.Values.Sum(held => held.Sum(h => h.Share * Work(h.Lease.Stage)));
        var left = _workLeft - begun;
        return new(
            _tree.Plan.Name, new(_trials.ToImmutableSortedDictionary(), _stages.ToImmutableSortedDictionary()), _work > 0 ? 1 - left / _work : 1, now - _begun,
            TimeLeft.Of(_workDone + begun, left, now - _begun),
            [.. _slots.Union(_held.Keys).OrderBy(s => s, SlotOrder.Instance).Select(s => new SlotNow(s, _held.GetValueOrDefault(s)?.FirstOrDefault()?.Now()))],
            [.. _ended], Notice)
        {
            WaitsForMemory = _waits,
        };
    }

    /// <summary>The trial as the plan has it; null for one that left the plan.</summary>
    public TrialSpec? Trial(TrialId id) => _tree.TrialNumberOf(id) is var number and not StageTree.None ? _tree.Plan.Trials[number] : null;

    /// <summary>A slot works on what it was given in that order.</summary>
    private void Take(SlotId slot, StageLease lease)
    {
        if (!_tree.Contains(lease.Stage)) return;
        var trials = _tree.TrialsThrough(_tree.NumberOf(lease.Stage));
        if (!_held.TryGetValue(slot, out var held)) _held.Add(slot, held = []);
        held.Add(new(lease, _tree.Spec(lease.Stage), _tree.Plan.Trials[trials[0]].Number, trials.Length));
    }

    private void Changed(TrialChanged changed)
    {
        Move(changed.Trial, changed.State);
        if (changed.State.IsOpen() || Trial(changed.Trial) is not { } trial) return;
        var numbers = _measured is { } last && last.Stage == trial.LastStage ? last.Numbers : [];
        double? Number(string name) => numbers.FirstOrDefault(m => m.Name == name)?.Value;
        _ended.AddFirst(new EndedTrial(trial.Id, trial.Number, trial.Method, trial.Axes, changed.State, changed.Reason, Number("clean_accuracy"), Number("pgd_accuracy"), changed.At));
        if (_ended.Count > MostEnded) _ended.RemoveLast();
    }

    private double Work(StageKey stage) => _tree.Contains(stage) ? _tree.Spec(stage).Work : 0;

    private void Settle(StageKey stage)
    {
        Forget(stage);
        _workLeft -= Work(stage);
        _workDone += Work(stage);
    }

    private void Forget(StageKey stage)
    {
        foreach (var held in _held.Values) held.RemoveAll(h => h.Lease.Stage == stage);
    }

    private void Move(StageState from, StageState to)
    {
        _stages[from]--;
        _stages[to]++;
    }

    private void Move(TrialId trial, TrialState to)
    {
        if (_tree.TrialNumberOf(trial) is not (var number and not StageTree.None)) return;
        _trials[_trialStates[number]]--;
        _trials[to]++;
        _trialStates[number] = to;
    }
}
