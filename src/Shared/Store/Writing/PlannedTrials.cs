using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>The trials of a plan against those that the store has of the same sweep.</summary>
internal sealed class PlannedTrials(SqlSession sql)
{
    /// <param name="Repeated">Trials that had ended and have to run again: they failed, or their path of stages changed.</param>
    public readonly record struct Changes(int New, int Dropped, int Repeated);

    public Changes Record(SweepId sweep, ImmutableArray<TrialSpec> trials, string at)
    {
        var known = Known(sweep);
        var (added, repeated) = (0, 0);
        foreach (var trial in trials)
        {
            known.Remove(trial.Id, out var before);
            var samePath = before is not null && before.Stages.SequenceEqual(trial.Stages);
            var again = before is { State: TrialState.Failed } || (before is { State: TrialState.Succeeded } && !samePath);
            if (before is null) added++;
            if (again) repeated++;
            RecordTrial(sweep, trial, resets: again, at);
            if (!samePath) RecordPath(sweep, trial);
        }

        var left = known.Where(t => !t.Value.Dropped).Select(t => t.Key).ToList();
        foreach (var trial in left) Drop(sweep, trial, at);
        return new(added, left.Count, repeated);
    }

    public Dictionary<TrialId, TrialState> ReadStates(SweepId sweep) => sql.Query(
        "SELECT trial_id, state FROM sweep_trials WHERE sweep_id = $1 AND dropped_at IS NULL",
        row => KeyValuePair.Create(new TrialId(row.GetString(0)), StateColumns.TrialStateFromColumn(row.GetString(1))),
        sweep.Value).ToDictionary();

    private Dictionary<TrialId, KnownTrial> Known(SweepId sweep)
    {
        var paths = sql.Query(
            "SELECT trial_id, stage_key FROM trial_stages WHERE sweep_id = $1 ORDER BY trial_id, position",
            row => (Trial: new TrialId(row.GetString(0)), Stage: new StageKey(row.GetString(1))),
            sweep.Value).ToLookup(p => p.Trial, p => p.Stage);
        return sql.Query(
            "SELECT trial_id, state, dropped_at IS NOT NULL FROM sweep_trials WHERE sweep_id = $1",
            row => (Id: new TrialId(row.GetString(0)), State: StateColumns.TrialStateFromColumn(row.GetString(1)), Dropped: row.GetBoolean(2)),
            sweep.Value).ToDictionary(t => t.Id, t => new KnownTrial(t.State, t.Dropped, paths[t.Id]));
    }

    private void RecordTrial(SweepId sweep, TrialSpec trial, bool resets, string at)
    {
        sql.Execute(
            "INSERT INTO trials (id, method, configuration) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
            trial.Id.Value, trial.Method, trial.Configuration);
        const string upsert = """
            INSERT INTO sweep_trials (sweep_id, trial_id, number, axes, state, changed_at) VALUES ($1, $2, $3, $4, 'pending', $5)
            ON CONFLICT (sweep_id, trial_id) DO UPDATE SET number = excluded.number, axes = excluded.axes, dropped_at = NULL
            """;
        sql.Execute(upsert, sweep.Value, trial.Id.Value, trial.Number, trial.Axes, at);
        if (!resets) return;
        sql.Execute(
            "UPDATE sweep_trials SET state = 'pending', reason = NULL, changed_at = $3 WHERE sweep_id = $1 AND trial_id = $2",
            sweep.Value, trial.Id.Value, at);
    }

    private void RecordPath(SweepId sweep, TrialSpec trial)
    {
        sql.Execute("DELETE FROM trial_stages WHERE sweep_id = $1 AND trial_id = $2", sweep.Value, trial.Id.Value);
        for (var position = 0; position < trial.Stages.Length; position++)
        {
            sql.Execute(
                "INSERT INTO trial_stages (sweep_id, trial_id, position, stage_key) VALUES ($1, $2, $3, $4)",
                sweep.Value, trial.Id.Value, position, trial.Stages[position].Value);
        }
    }

    private void Drop(SweepId sweep, TrialId trial, string at) => sql.Execute(
        "UPDATE sweep_trials SET dropped_at = $3 WHERE sweep_id = $1 AND trial_id = $2", sweep.Value, trial.Value, at);

    private sealed record KnownTrial(TrialState State, bool Dropped, IEnumerable<StageKey> Stages);
}
