using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>Turns what was recorded into metrics. Used by the coordinator actor alone.</summary>
internal sealed class SweepMetrics
{
    private readonly SweepInstruments _instruments;
    private readonly Dictionary<StageState, int> _stages = [];
    private readonly Dictionary<TrialState, int> _trials = [];
    private readonly Dictionary<StageKey, DateTimeOffset> _started = [];
    private readonly HashSet<StageKey> _skipped = [];
    private StageTree _tree;
    private Dictionary<TrialId, TrialState> _trialStates = [];

    public SweepMetrics(SweepInstruments instruments, SweepState initial)
    {
        _instruments = instruments;
        _tree = initial.Tree;
        Begin(initial);
    }

    public void Observe(StoreTransition transition)
    {
        switch (transition)
        {
            case LeaseGranted m:
                _started[m.Stage] = m.At;
                Move(StageState.Pending, StageState.Running);
                break;
            case AttemptSucceeded m:
                End(m.Stage, null, m.At);
                Move(StageState.Running, StageState.Succeeded);
                _instruments.StageMeasured(_tree.Spec(m.Stage).Kind, m.Outcome.Measurements);
                break;
            case AttemptFailed m:
                End(m.Stage, m.Kind, m.At);
                Move(StageState.Running, m.Final ? StageState.Failed : StageState.Pending);
                break;
            case StageSkipped m:
                _skipped.Add(m.Stage);
                Move(StageState.Pending, StageState.Skipped);
                break;
            case StageRequeued m:
                Move(_skipped.Remove(m.Stage) ? StageState.Skipped : StageState.Failed, StageState.Pending);
                break;
            case StageReopened:
                Move(StageState.Succeeded, StageState.Pending);
                break;
            case TrialChanged m:
                Move(m.Trial, m.State);
                break;
            case TrialRequeued m:
                Move(m.Trial, TrialState.Pending);
                break;
            default:
                break;
        }
    }

    /// <summary>Tells how many there are in each state. At an interval and not at each change, of which there are thousands a second.</summary>
    public void Publish()
    {
        _instruments.StagesAre(_stages);
        _instruments.TrialsAre(_trials);
    }

    /// <summary>The plan was edited.</summary>
    public void Use(StageTree tree) => _tree = tree;

    /// <summary>Counts anew.</summary>
    public void Begin(SweepState state)
    {
        _skipped.Clear();
        _stages.Clear();
        _trials.Clear();
        foreach (var kind in Enum.GetValues<StageState>()) _stages[kind] = 0;
        foreach (var kind in Enum.GetValues<TrialState>()) _trials[kind] = 0;
        foreach (var key in state.Tree.Plan.Stages.Select(s => s.Key))
        {
            var stage = state.Stage(key).State;
            _stages[stage]++;
            if (stage == StageState.Skipped) _skipped.Add(key);
        }
        _trialStates = state.Tree.Plan.Trials.ToDictionary(t => t.Id, t => state.Trial(t.Id));
        foreach (var trial in _trialStates.Values) _trials[trial]++;
        Publish();
    }

    private void End(StageKey stage, FailureKind? failure, DateTimeOffset at)
    {
        if (_started.Remove(stage, out var started)) _instruments.AttemptEnded(_tree.Spec(stage).Kind, failure, at - started);
    }

    private void Move(StageState from, StageState to)
    {
        _stages[from]--;
        _stages[to]++;
    }

    private void Move(TrialId trial, TrialState to)
    {
        if (!_trialStates.TryGetValue(trial, out var from)) return;
        _trials[from]--;
        _trials[to]++;
        _trialStates[trial] = to;
    }
}
