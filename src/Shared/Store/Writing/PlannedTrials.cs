using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>The trials of a plan against those that the store has of the same sweep: read in bulk, compared in memory, and only what changed is written.</summary>
internal sealed class PlannedTrials(SqlSession sql)
{
    /// <param name="New">Trials that the sweep did not have.</param>
    /// <param name="Repeated">Trials that had ended and have to run again, because their path of stages changed.</param>
    /// <param name="States">Of every trial of the plan.</param>
    public sealed record Changes(List<TrialSpec> New, List<TrialSpec> Repeated, int Dropped, Dictionary<TrialId, TrialState> States);

    public Changes Record(SweepId sweep, ImmutableArray<TrialSpec> trials, string at)
    {
        var known = Known(sweep);
        var (added, repeated) = (new List<TrialSpec>(), new List<TrialSpec>());
        var states = new Dictionary<TrialId, TrialState>(trials.Length);
        foreach (var trial in trials)
        {
            if (!known.Remove(trial.Id, out var before))
            {
                added.Add(trial);
                states.Add(trial.Id, TrialState.Pending);
                continue;
            }

            var again = !before.SamePath(trial) && before.State is not (TrialState.Pending or TrialState.Running);
            if (again) repeated.Add(trial);
            states.Add(trial.Id, again ? TrialState.Pending : before.State);
            Update(sweep, trial, before, at);
        }

        Add(sweep, added, at);
        SetStates(sweep, repeated.Select(t => t.Id), TrialState.Pending, null, at);
        var left = known.Where(t => !t.Value.Dropped).Select(t => t.Key).ToList();
        foreach (var trial in left)
            sql.Execute("UPDATE sweep_trials SET dropped_at = $3 WHERE sweep_id = $1 AND trial_id = $2", sweep.Value, trial.Value, at);
        return new(added, repeated, left.Count, states);
    }

    /// <summary>Those of the trials that the sweep has, dropped ones included.</summary>
    public Dictionary<TrialId, TrialState> ReadStates(SweepId sweep, ImmutableArray<TrialSpec> trials)
    {
        var planned = trials.Select(t => t.Id).ToHashSet();
        return Known(sweep).Where(t => planned.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value.State);
    }

    public void SetStates(SweepId sweep, IEnumerable<TrialId> trials, TrialState state, string? reason, string at)
    {
        const string update = "UPDATE sweep_trials SET state = $3, reason = $4, changed_at = $5 WHERE sweep_id = $1 AND trial_id = $2";
        foreach (var trial in trials) sql.Execute(update, sweep.Value, trial.Value, state.ToColumn(), reason, at);
    }

    private void Update(SweepId sweep, TrialSpec trial, KnownTrial before, string at)
    {
        const string update = """
            UPDATE sweep_trials SET number = $3, axes = $4, dropped_at = NULL, changed_at = $5, last_stage = $6, path_length = $7
            WHERE sweep_id = $1 AND trial_id = $2
            """;
        var samePath = before.SamePath(trial);
        if (samePath && before.Number == trial.Number && !before.Dropped && before.Axes == trial.Axes) return;
        sql.Execute(
            update, sweep.Value, trial.Id.Value, trial.Number, trial.Axes, at, trial.LastStage.Value, trial.StageCount);
        if (samePath) return;
        sql.Execute("DELETE FROM trial_stages WHERE sweep_id = $1 AND trial_id = $2", sweep.Value, trial.Id.Value);
        AddPath(sweep, trial);
    }

    private void Add(SweepId sweep, List<TrialSpec> trials, string at)
    {
        const string insert = """
            INSERT INTO sweep_trials (sweep_id, trial_id, number, axes, state, changed_at, last_stage, path_length)
            VALUES ($1, $2, $3, $4, 'pending', $5, $6, $7)
            """;
        var first = sql.Scalar<long>("SELECT NOT EXISTS (SELECT 1 FROM trials)") == 1;
        // By key, so that neighbours in a b-tree go in one after the other.
        var byKey = trials.OrderBy(t => t.Id.Value, StringComparer.Ordinal).ToList();
        foreach (var trial in byKey)
        {
            // The text of a configuration is costly: it is asked for only when the store does not have it, from another sweep.
            if (first || sql.Scalar<long>("SELECT NOT EXISTS (SELECT 1 FROM trials WHERE id = $1)", trial.Id.Value) == 1)
                sql.Execute("INSERT INTO trials (id, method, configuration) VALUES ($1, $2, $3)", trial.Id.Value, trial.Method, trial.Configuration);
        }

        // In the order in which they will run.
        foreach (var trial in trials)
            sql.Execute(insert, sweep.Value, trial.Id.Value, trial.Number, trial.Axes, at, trial.LastStage.Value, trial.StageCount);
        foreach (var trial in byKey) AddPath(sweep, trial);
    }

    private void AddPath(SweepId sweep, TrialSpec trial)
    {
        const string insert = "INSERT INTO trial_stages (sweep_id, trial_id, position, stage_key) VALUES ($1, $2, $3, $4)";
        for (var position = 0; position < trial.Stages.Length; position++)
            sql.Execute(insert, sweep.Value, trial.Id.Value, position, trial.Stages[position].Value);
    }

    private Dictionary<TrialId, KnownTrial> Known(SweepId sweep) => sql.Query(
        "SELECT trial_id, number, axes, state, dropped_at IS NOT NULL, last_stage, path_length FROM sweep_trials WHERE sweep_id = $1 ORDER BY number",
        row => KeyValuePair.Create(
            new TrialId(row.GetString(0)),
            new KnownTrial(
                row.GetInt32(1), row.GetString(2), StateColumns.TrialStateFromColumn(row.GetString(3)), row.GetBoolean(4), new(row.GetString(5)), row.GetInt32(6))),
        sweep.Value).ToDictionary();

    private sealed record KnownTrial(int Number, string Axes, TrialState State, bool Dropped, StageKey LastStage, int PathLength)
    {
        public bool SamePath(TrialSpec trial) => PathLength == trial.StageCount && LastStage == trial.LastStage;
    }
}
