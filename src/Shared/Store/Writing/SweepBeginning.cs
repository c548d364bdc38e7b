using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>Turns a plan into rows, or reconciles it with the rows of an earlier run; to be called within a transaction.</summary>
internal sealed class SweepBeginning(SqlSession sql)
{
    private readonly PlannedTrials _trials = new(sql);

    public SweepRecord Begin(SweepPlan plan, string fileText, DateTimeOffset now)
    {
        var at = StoredTime.ToColumn(now);
        var lost = CloseLostAttempts(at);
        var sweep = RecordSweep(plan, fileText, at);
        foreach (var stage in plan.Stages) RecordStage(stage, at);
        var changes = _trials.Record(sweep.Id, plan.Trials, at);
        var told = FormattableString.Invariant($"run {sweep.Runs}: {plan.Trials.Length} trials, {changes.New} new, {changes.Repeated} tried again; ") +
            FormattableString.Invariant($"{changes.Dropped} dropped; {lost} lost attempts closed");
        sql.Execute("INSERT INTO events (sweep_id, at, name, detail) VALUES ($1, $2, 'begun', $3)", sweep.Id.Value, at, told);
        return new(
            sweep.Id, sweep.TraceParent, sweep.Runs,
            plan.Stages.ToDictionary(s => s.Key, s => ReadStage(s.Key)),
            _trials.ReadStates(sweep.Id),
            new HashSet<StageKey>());
    }

    /// <summary>Whoever holds the lock is the only coordinator: what still runs belongs to a dead one, in whichever sweep it is.</summary>
    private int CloseLostAttempts(string at)
    {
        const string reason = "coordinator stopped";
        var lost = sql.Execute(
            """
            UPDATE attempts SET state = 'failed', failure_kind = $1, failure_reason = $2, final = 0, ended_at = $3 WHERE state = 'running'
            """,
            FailureKind.Lost.ToColumn(), reason, at);
        sql.Execute("UPDATE stages SET state = 'pending', reason = $1, changed_at = $2 WHERE state = 'running'", reason, at);
        sql.Execute("UPDATE sweep_trials SET state = 'pending', reason = $1, changed_at = $2 WHERE state = 'running'", reason, at);
        return lost;
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

    private void RecordStage(StageSpec stage, string at)
    {
        const string upsert = """
            INSERT INTO stages (key, parent, kind, recipe_version, settings, data_fingerprint, work, state, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8)
            ON CONFLICT (key) DO UPDATE SET state = 'pending', reason = NULL, changed_at = excluded.changed_at
            WHERE state IN ('failed', 'skipped')
            """;
        sql.Execute(
            upsert, stage.Key.Value, stage.Parent?.Value, stage.Kind, stage.RecipeVersion, stage.Settings, stage.DataFingerprint, stage.Work, at);
    }

    private StageRecord ReadStage(StageKey key) => sql.Query(
        """
        SELECT g.state, g.last_attempt, f.path, f.bytes, f.sha256
        FROM stages g LEFT JOIN artifacts f ON f.stage_key = g.key
        WHERE g.key = $1
        """,
        row => new StageRecord(
            StateColumns.StageStateFromColumn(row.GetString(0)),
            new(row.GetInt32(1)),
            row.IsDBNull(2) ? null : new(row.GetString(2), row.GetInt64(3), row.GetString(4))),
        key.Value)[0];
}
