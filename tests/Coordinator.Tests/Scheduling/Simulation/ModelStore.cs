using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>What the store is to do, in plain C#: it keeps only what was committed, and checks each transition's guard.</summary>
internal sealed class ModelStore
{
    public static readonly SweepId Sweep = new(1);

    private readonly List<ModelRequest> _requests = [];
    private int _runs;

    public Dictionary<StageKey, ModelStage> Stages { get; } = [];

    public Dictionary<TrialId, ModelTrial> Trials { get; } = [];

    public IReadOnlyList<ModelRequest> Requests => _requests;

    public IEnumerable<ModelRequest> Unanswered => _requests.Where(r => r.Answer is null);

    /// <summary>Stages whose artifacts unfinished stages of other sweeps start from.</summary>
    public HashSet<StageKey> NeededElsewhere { get; } = [];

    public long ArtifactBytes => Stages.Values.Where(s => s.HasArtifact).Sum(s => s.Artifact!.Bytes);

    public long Ask(SweepRequest request)
    {
        _requests.Add(new(_requests.Count + 1, request));
        return _requests.Count;
    }

    /// <summary>Begins a run of the sweep with a plan, as the store does for a coordinator that starts.</summary>
    public SweepRecord Begin(SweepPlan plan)
    {
        var planned = plan.Stages.Select(s => s.Key).ToHashSet();
        foreach (var (key, stage) in Stages)
        {
            if (stage.State == StageState.Running && !planned.Contains(key)) EndAttempt(stage, StageState.Pending);
            // One that was to run again for its artifact has its results: whether it is needed is decided anew.
            if (stage.State is StageState.Pending or StageState.Skipped && stage.Successes > 0 && planned.Contains(key)) Succeed(stage);
        }
        Adopt(plan);
        foreach (var trial in Trials.Values) SettleTrial(trial);
        return new(
            Sweep, "", ++_runs,
            plan.Stages.ToDictionary(s => s.Key, s => Stages[s.Key].ToRecord()),
            plan.Trials.ToDictionary(t => t.Id, t => Trials[t.Id].State),
            NeededElsewhere.Where(planned.Contains).ToHashSet());
    }

    /// <returns>False when the guard did not hold; nothing is changed then.</returns>
    public bool Apply(StoreTransition transition) => transition switch
    {
        LeaseGranted t => Grant(t),
        AttemptProgressed t => Progress(t),
        AttemptSucceeded t => Succeed(t),
        AttemptFailed t => Fail(t),
        StageSkipped t => Move(t.Stage, StageState.Skipped, StageState.Pending),
        StageRequeued t => Requeue(t),
        StageReopened t => Reopen(t),
        ArtifactDeleted t => Delete(t),
        TrialRequeued t => Trials[t.Trial].State is TrialState.Failed or TrialState.Cancelled && Set(t.Trial, TrialState.Pending),
        TrialChanged t => !Trials[t.Trial].Ended && Set(t.Trial, t.State),
        PlanReplaced t => Adopt(t.Plan),
        RequestAnswered t => Answer(t),
        EventLogged => true,
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition.GetType().Name, "not a transition of the store"),
    };

    private static void EndAttempt(ModelStage stage, StageState next)
    {
        stage.State = next;
        stage.Slot = null;
    }

    private static void Succeed(ModelStage stage)
    {
        EndAttempt(stage, StageState.Succeeded);
        stage.ForgiveAll();
    }

    private static void PutBack(ModelStage stage)
    {
        stage.State = StageState.Pending;
        stage.ForgiveAll();
    }

    private bool Runs(StageKey key, AttemptNumber attempt) => Stages[key] is { State: StageState.Running } stage && stage.LastAttempt == attempt.Value;

    private bool Grant(LeaseGranted t)
    {
        var stage = Stages[t.Stage];
        if (stage.State != StageState.Pending || t.Attempt.Value <= stage.LastAttempt) return false;
        (stage.State, stage.LastAttempt, stage.Slot) = (StageState.Running, t.Attempt.Value, t.Slot);
        return true;
    }

    private bool Progress(AttemptProgressed t)
    {
        if (!Runs(t.Stage, t.Attempt)) return false;
        var stage = Stages[t.Stage];
        if (!t.Epochs.IsEmpty) stage.ForgiveLosses();
        return true;
    }

    private bool Succeed(AttemptSucceeded t)
    {
        if (!Runs(t.Stage, t.Attempt)) return false;
        var stage = Stages[t.Stage];
        Succeed(stage);
        stage.Successes++;
        (stage.Artifact, stage.ArtifactDeleted) = (t.Outcome.Artifact, false);
        return true;
    }

    private bool Fail(AttemptFailed t)
    {
        if (!Runs(t.Stage, t.Attempt)) return false;
        var stage = Stages[t.Stage];
        EndAttempt(stage, t.Final ? StageState.Failed : StageState.Pending);
        stage.Count(t.Kind);
        return true;
    }

    private bool Requeue(StageRequeued t)
    {
        var stage = Stages[t.Stage];
        if (stage.State is not (StageState.Failed or StageState.Skipped)) return false;
        PutBack(stage);
        return true;
    }

    private bool Reopen(StageReopened t)
    {
        if (!Move(t.Stage, StageState.Pending, StageState.Succeeded)) return false;
        var stage = Stages[t.Stage];
        stage.Reopened++;
        stage.ForgiveAll();
        stage.ArtifactDeleted = stage.Artifact is not null;
        return true;
    }

    private bool Delete(ArtifactDeleted t)
    {
        var stage = Stages[t.Stage];
        if (!stage.HasArtifact) return false;
        stage.ArtifactDeleted = true;
        return true;
    }

    private bool Move(StageKey key, StageState to, StageState from)
    {
        if (Stages[key].State != from) return false;
        Stages[key].State = to;
        return true;
    }

    private bool Set(TrialId trial, TrialState state)
    {
        Trials[trial].State = state;
        return true;
    }

    private bool Answer(RequestAnswered t)
    {
        var request = _requests[(int)t.Request - 1];
        if (request.Answer is not null) return false;
        (request.Answer, request.Done) = (t.Answer, t.Done);
        return true;
    }

    /// <summary>What is new is added, what is done stays done; a trial that is new takes the stages on its path out of quarantine.</summary>
    private bool Adopt(SweepPlan plan)
    {
        foreach (var spec in plan.Stages) Stages.TryAdd(spec.Key, new());
        foreach (var trial in Trials.Values) trial.Dropped = true;
        foreach (var spec in plan.Trials)
        {
            var isNew = !Trials.TryGetValue(spec.Id, out var trial);
            if (isNew) Trials.Add(spec.Id, trial = new(spec.Stages));
            trial!.Dropped = false;
            if (isNew) TakeOutOfQuarantine(spec);
        }
        return true;
    }

    private void TakeOutOfQuarantine(TrialSpec trial)
    {
        foreach (var stage in trial.Stages.Select(key => Stages[key]).Where(s => s.State is StageState.Failed or StageState.Skipped)) PutBack(stage);
    }

    /// <summary>A trial that was running and has no running stage waits again; one that failed waits again once nothing on its path is in quarantine.</summary>
    private void SettleTrial(ModelTrial trial)
    {
        var waits = trial.State switch
        {
            TrialState.Running => trial.Dropped || !HasStage(StageState.Running),
            TrialState.Failed => !trial.Dropped && !HasStage(StageState.Failed) && !HasStage(StageState.Skipped),
            _ => false,
        };
        if (waits) trial.State = TrialState.Pending;

        bool HasStage(StageState state) => trial.Stages.Any(key => Stages[key].State == state);
    }
}
