using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>Turns what was recorded into metrics. Used by the coordinator actor alone.</summary>
internal sealed class SweepMetrics
{
    private readonly SweepInstruments _instruments;
    private readonly StageTree _tree;
    private readonly Dictionary<StageState, int> _stages;
    private readonly Dictionary<TrialState, int> _trials;
    private readonly Dictionary<TrialId, TrialState> _trialStates;
    private readonly Dictionary<StageKey, DateTimeOffset> _started = [];

    public SweepMetrics(SweepInstruments instruments, SweepState initial)
    {
        _instruments = instruments;
        _tree = initial.Tree;
        _stages = Enum.GetValues<StageState>().ToDictionary(s => s, s => initial.Stages.Values.Count(stage => stage.State == s));
        _trials = Enum.GetValues<TrialState>().ToDictionary(s => s, s => initial.Trials.Values.Count(trial => trial == s));
        _trialStates = initial.Trials.ToDictionary();
        Publish();
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
            case StageSkipped:
                Move(StageState.Pending, StageState.Skipped);
                break;
            case TrialChanged m:
                _trials[_trialStates[m.Trial]]--;
                _trials[m.State]++;
                _trialStates[m.Trial] = m.State;
                _instruments.TrialsAre(_trials);
                break;
            default:
                break;
        }
    }

    private void End(StageKey stage, FailureKind? failure, DateTimeOffset at)
    {
        if (_started.Remove(stage, out var started)) _instruments.AttemptEnded(_tree.Spec(stage).Kind, failure, at - started);
    }

    private void Move(StageState from, StageState to)
    {
        _stages[from]--;
        _stages[to]++;
        _instruments.StagesAre(_stages);
    }

    private void Publish()
    {
        _instruments.StagesAre(_stages);
        _instruments.TrialsAre(_trials);
    }
}
