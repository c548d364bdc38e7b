using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>Turns a plan into rows, or reconciles it with the rows of an earlier run; to be called within a transaction.</summary>
internal sealed class SweepBeginning(SqlSession sql)
{
    private readonly PlannedTrials _trials = new(sql);
    private readonly PlannedStages _stages = new(sql);
    private readonly StoredAttempts _attempts = new(sql);

    public SweepRecord Begin(SweepPlan plan, string fileText, bool retryFailed, DateTimeOffset now)
    {
        var at = StoredTime.ToColumn(now);
        var sweep = RecordSweep(plan, fileText, at);
        var stored = _stages.Read(plan.Stages);
        var lost = _attempts.CloseOutside(stored, sweep.Id, at);
        CloseReopened(stored, at);
        var changes = Reconcile(sweep.Id, plan, stored, at);
        var again = retryFailed ? PutBackFailed(sweep.Id, plan, stored, changes, at) : 0;
        SettleTrials(sweep.Id, plan, stored, changes.States, at);
        var told = FormattableString.Invariant($"run {sweep.Runs}: {plan.Trials.Length} trials, {changes.New.Count} new, {changes.Repeated.Count + again} tried again; ") +
            FormattableString.Invariant($"{changes.Dropped} dropped; {lost} lost attempts closed");
        Log(sweep.Id, at, EventNames.Begun, told);
        return new(
            sweep.Id, sweep.TraceParent, sweep.Runs, Records(plan, stored), changes.States,
            new NeededArtifacts(sql).Elsewhere(sweep.Id, stored.Keys.ToHashSet()));
    }

    public bool Replace(PlanReplaced replaced)
    {
        var at = StoredTime.ToColumn(replaced.At);
        var changes = Reconcile(replaced.Sweep, replaced.Plan, _stages.Read(replaced.Plan.Stages), at);
        sql.Execute(
            "UPDATE sweeps SET file_text = $2, data_name = $3 WHERE id = $1", replaced.Sweep.Value, replaced.FileText, replaced.Plan.DataName);
        Log(replaced.Sweep, at, EventNames.Edited, FormattableString.Invariant(
            $"{replaced.Plan.Trials.Length} trials, {changes.New.Count} new, {changes.Repeated.Count} tried again; {changes.Dropped} dropped"));
        return true;
    }

    /// <summary>What the store has of a plan that is not recorded: stages and trials that it does not have are left out.</summary>
    public (Dictionary<StageKey, StageRecord> Stages, Dictionary<TrialId, TrialState> Trials) Look(SweepId sweep, SweepPlan plan) =>
        (_stages.Read(plan.Stages).ToDictionary(s => s.Key, s => _attempts.RecordOf(s.Key, s.Value)), _trials.ReadStates(sweep, plan.Trials));

    /// <summary>Adds what is new, marks what left. A trial that is new, or new on its path, takes the stages on that path out of quarantine.</summary>
    private PlannedTrials.Changes Reconcile(SweepId sweep, SweepPlan plan, Dictionary<StageKey, StoredStage> stored, string at)
    {
        _stages.Add([.. plan.Stages.Where(s => !stored.ContainsKey(s.Key))], at);
        var changes = _trials.Record(sweep, plan.Trials, at);
        PutBack(changes.New.Concat(changes.Repeated), stored, "a trial that is new needs it", at);
        return changes;
    }

    private int PutBackFailed(SweepId sweep, SweepPlan plan, Dictionary<StageKey, StoredStage> stored, PlannedTrials.Changes changes, string at)
    {
        var failed = plan.Trials.Where(t => changes.States[t.Id] == TrialState.Failed).ToList();
        PutBack(failed, stored, "failed trials are tried again", at);
        _trials.SetStates(sweep, failed.Select(t => t.Id), TrialState.Pending, null, at);
        foreach (var trial in failed) changes.States[trial.Id] = TrialState.Pending;
        return failed.Count;
    }

    private void PutBack(IEnumerable<TrialSpec> trials, Dictionary<StageKey, StoredStage> stored, string reason, string at)
    {
        var held = trials.SelectMany(t => t.Stages).Distinct()
            .Where(key => stored.TryGetValue(key, out var stage) && stage.State is StageState.Failed or StageState.Skipped).ToList();
        _stages.PutBack(held, reason, at);
        foreach (var key in held) stored[key] = stored[key] with { State = StageState.Pending, CountedAfter = stored[key].LastAttempt };
    }

    private void CloseReopened(Dictionary<StageKey, StoredStage> stored, string at)
    {
        var reopened = stored.Where(s => s.Value is { HasResults: true, State: StageState.Pending or StageState.Skipped }).Select(s => s.Key).ToList();
        _stages.Close(reopened, at);
        foreach (var key in reopened) stored[key] = stored[key] with { State = StageState.Succeeded };
    }

    /// <summary>A trial that was running and has no running stage waits again; one that failed waits again once nothing on its path is in quarantine.</summary>
    private void SettleTrials(SweepId sweep, SweepPlan plan, Dictionary<StageKey, StoredStage> stored, Dictionary<TrialId, TrialState> states, string at)
    {
        var waiting = plan.Trials.Where(t => states[t.Id] switch
        {
            TrialState.Running => !HasStage(t, StageState.Running),
            TrialState.Failed => !HasStage(t, StageState.Failed) && !HasStage(t, StageState.Skipped),
            _ => false,
        }).Select(t => t.Id).ToList();
        _trials.SetStates(sweep, waiting, TrialState.Pending, null, at);
        foreach (var trial in waiting) states[trial] = TrialState.Pending;

        bool HasStage(TrialSpec trial, StageState state) => trial.Stages.Any(key => stored.TryGetValue(key, out var stage) && stage.State == state);
    }

    private Dictionary<StageKey, StageRecord> Records(SweepPlan plan, Dictionary<StageKey, StoredStage> stored)
    {
        var none = new StageRecord(StageState.Pending, new(0));
        return plan.Stages.ToDictionary(s => s.Key, s => stored.TryGetValue(s.Key, out var stage) ? _attempts.RecordOf(s.Key, stage) : none);
    }

    private (SweepId Id, string TraceParent, int Runs) RecordSweep(SweepPlan plan, string fileText, string at)
    {
        const string upsert = """
            INSERT INTO sweeps (name, data_name, file_text, trace_parent, runs, created_at, begun_at) VALUES ($1, $2, $3, '', 1, $4, $4)
            ON CONFLICT (name) DO UPDATE SET
                data_name = excluded.data_name,
                file_text = excluded.file_text,
                runs = runs + 1,
                begun_at = excluded.begun_at
            """;
        sql.Execute(upsert, plan.Name, plan.DataName, fileText, at);
        return sql.Query(
            "SELECT id, trace_parent, runs FROM sweeps WHERE name = $1",
            row => (new SweepId(row.GetInt64(0)), row.GetString(1), row.GetInt32(2)), plan.Name)[0];
    }

    private void Log(SweepId sweep, string at, string name, string detail) =>
        sql.Execute("INSERT INTO events (sweep_id, at, name, detail) VALUES ($1, $2, $3, $4)", sweep.Value, at, name, detail);
}
