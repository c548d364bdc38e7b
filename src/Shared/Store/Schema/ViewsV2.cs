namespace AdaSapSweep.Shared.Store.Schema;

/// <summary>What people read with the sqlite3 shell or pandas. New columns come last, so that what reads by position goes on.</summary>
internal static class ViewsV2
{
    public const string Sql = """
        -- One number a name and trial: where several stages of the path measured it, the last one counts, also when it was rejected.
        CREATE VIEW trial_measurements AS
        SELECT p.sweep_id, p.trial_id, m.name, m.value, m.value_kind, m.is_timing, m.rejection, m.stage_key, MAX(p.position) AS position
        FROM trial_stages p
        JOIN measurements m ON m.stage_key = p.stage_key
        GROUP BY p.sweep_id, p.trial_id, m.name;

        CREATE VIEW all_results AS
        SELECT
            s.name AS sweep, t.number, c.method, t.axes, c.configuration, t.state, t.reason, t.dropped_at IS NOT NULL AS dropped,
            m.clean_accuracy, m.pgd_accuracy, m.corruption_accuracy, m.parameters, m.macs, m.sparsity, m.latency_ms,
            COALESCE(m.measurements, '{}') AS measurements,
            COALESCE(m.rejected, '{}') AS rejected,
            (SELECT SUM(a.train_seconds) FROM trial_stages p
             JOIN stages g ON g.key = p.stage_key
             JOIN attempts a ON a.stage_key = g.key AND a.number = g.result_attempt
             WHERE p.sweep_id = t.sweep_id AND p.trial_id = t.trial_id) AS train_seconds,
            t.trial_id AS trial
        FROM sweep_trials t
        JOIN sweeps s ON s.id = t.sweep_id
        JOIN trials c ON c.id = t.trial_id
        LEFT JOIN (
            SELECT
                sweep_id, trial_id,
                MAX(value) FILTER (WHERE name = 'clean_accuracy' AND rejection IS NULL) AS clean_accuracy,
                MAX(value) FILTER (WHERE name = 'pgd_accuracy' AND rejection IS NULL) AS pgd_accuracy,
                MAX(value) FILTER (WHERE name = 'corruption_accuracy' AND rejection IS NULL) AS corruption_accuracy,
                MAX(value) FILTER (WHERE name = 'parameters' AND rejection IS NULL) AS parameters,
                MAX(value) FILTER (WHERE name = 'macs' AND rejection IS NULL) AS macs,
                MAX(value) FILTER (WHERE name = 'sparsity' AND rejection IS NULL) AS sparsity,
                MAX(value) FILTER (WHERE name = 'latency_ms' AND rejection IS NULL) AS latency_ms,
                json_group_object(name, value) FILTER (WHERE rejection IS NULL) AS measurements,
                json_group_object(name, rejection) FILTER (WHERE rejection IS NOT NULL) AS rejected
            FROM trial_measurements
            GROUP BY sweep_id, trial_id
        ) m ON m.sweep_id = t.sweep_id AND m.trial_id = t.trial_id
        ORDER BY s.id, t.number;

        -- Trials of the present plans; what an edit of the file dropped is in all_results.
        CREATE VIEW results AS SELECT * FROM all_results WHERE NOT dropped;

        CREATE VIEW stage_overview AS
        SELECT
            g.key, g.kind, g.state, g.reason, g.parent,
            (SELECT COUNT(*) FROM trial_stages p JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id
             WHERE p.stage_key = g.key AND t.dropped_at IS NULL) AS trials,
            (SELECT COUNT(*) FROM attempts a WHERE a.stage_key = g.key) AS attempts,
            l.slot, l.started_at, l.ended_at, l.train_seconds, f.path AS artifact, f.bytes AS artifact_bytes, g.settings,
            f.deleted_at AS artifact_deleted
        FROM stages g
        LEFT JOIN attempts l ON l.stage_key = g.key AND l.number = g.last_attempt
        LEFT JOIN artifacts f ON f.stage_key = g.key;

        CREATE VIEW failures AS
        SELECT
            a.stage_key, g.kind, a.number AS attempt, a.slot, a.failure_kind, a.failure_reason AS reason, a.final, a.ended_at, g.state AS stage_state,
            (SELECT COUNT(*) FROM trial_stages p WHERE p.stage_key = a.stage_key) AS trials
        FROM attempts a
        JOIN stages g ON g.key = a.stage_key
        WHERE a.state = 'failed'
        ORDER BY a.ended_at;
        """;
}
