using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What <c>watch</c> and <c>status</c> ask a store, over and over while a coordinator writes it.</summary>
public sealed class ProgressQuery
{
    /// <summary>Trials and failures that are listed; who looks seldom sees the latest.</summary>
    public const int MostListed = 50;

    private readonly SqlSession _sql;
    private readonly ResultsQuery _results;

    internal ProgressQuery(SqlSession sql, ResultsQuery results) => (_sql, _results) = (sql, results);

    /// <summary>Another number as soon as somebody has written to the store: as long as it is the same, so is every answer.</summary>
    public long Version() => _sql.Scalar<long>("PRAGMA data_version");

    public StoredProgress Of(SweepId sweep) => _sql.InSnapshot(() => Read(sweep));

    private StoredProgress Read(SweepId sweep)
    {
        var runs = _sql.Query(
            $"SELECT sweep_id, at, name, detail FROM events WHERE name IN ('{EventNames.Begun}', '{EventNames.Ended}') AND (sweep_id = $1 OR name = '{EventNames.Begun}') ORDER BY id DESC LIMIT 2",
            row => (IsOwn: row.GetInt64(0) == sweep.Value, At: row.Time(1), IsEnd: row.GetString(2) == EventNames.Ended, Detail: row.GetString(3)), sweep.Value);
        var begun = _sql.Query("SELECT begun_at FROM sweeps WHERE id = $1", row => row.Time(0), sweep.Value).Single();
        var last = runs.FirstOrDefault();
        var (work, left) = Work(sweep);
        return new(
            _results.CountsInSnapshot(sweep), begun, last.IsOwn && last.IsEnd ? last.Detail : null, runs.Count == 0 || last.IsOwn, work, left, WorkDone(sweep, begun),
            Running(sweep), Ended(sweep), Failures(sweep, begun))
        {
            WaitsForMemory = WaitsForMemory(sweep),
        };
    }

    private WaitingStage? WaitsForMemory(SweepId sweep) => _sql.Query(
        $"""
        SELECT g.key, g.kind, e.detail FROM events e JOIN stages g ON g.key = e.stage_key
        WHERE e.sweep_id = $1 AND e.id > COALESCE((SELECT id FROM events WHERE sweep_id = $1 AND name = '{EventNames.Begun}' ORDER BY id DESC LIMIT 1), 0)
            AND e.name = '{EventNames.WaitsForMemory}' AND g.state = 'pending' AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.stage_key = g.key AND a.started_at >= e.at)
        ORDER BY e.id DESC LIMIT 1
        """,
        row => new WaitingStage(new(row.GetString(0)), string.Intern(row.GetString(1)), row.GetString(2)), sweep.Value).FirstOrDefault();

    private (double All, double Left) Work(SweepId sweep) => _sql.Query(
        """
        SELECT TOTAL(g.work), TOTAL(CASE WHEN g.state IN ('pending', 'running') THEN g.work END) FROM stages g
        WHERE EXISTS (SELECT 1 FROM trial_stages p JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id
                      WHERE p.stage_key = g.key AND p.sweep_id = $1 AND t.dropped_at IS NULL)
        """,
        row => (row.GetDouble(0), row.GetDouble(1)), sweep.Value).Single();

    private double WorkDone(SweepId sweep, DateTimeOffset since) => _sql.Query(
        """
        SELECT TOTAL(g.work) FROM attempts a JOIN stages g ON g.key = a.stage_key
        WHERE a.state = 'succeeded' AND a.ended_at >= $2 AND EXISTS (SELECT 1 FROM trial_stages p WHERE p.stage_key = a.stage_key AND p.sweep_id = $1)
        """,
        row => row.GetDouble(0), sweep.Value, StoredTime.ToColumn(since)).Single();

    // The epochs of a stage that has results already are of the attempt that they came from.
    private ImmutableArray<RunningAttempt> Running(SweepId sweep) =>
    [
        .. _sql.Query(
            """
            SELECT a.stage_key, g.kind, a.number, a.slot, MAX(a.started_at, COALESCE(f.free_at, '')), a.progressed_at, g.work, MIN(t.number), COUNT(*),
                json_extract(g.settings, '$.epochs'), json_extract(g.settings, '$.data.train_images') - COALESCE(json_extract(g.settings, '$.data.validation_images'), 0),
                e.epoch, e.value, e.value_kind
            FROM attempts a
            JOIN stages g ON g.key = a.stage_key
            JOIN trial_stages p ON p.stage_key = a.stage_key AND p.sweep_id = $1
            JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id
            LEFT JOIN (SELECT slot, MAX(ended_at) AS free_at FROM attempts GROUP BY slot) f ON f.slot = a.slot
            LEFT JOIN epoch_metrics e ON g.result_attempt IS NULL AND e.stage_key = g.key AND e.name = 'loss'
                AND e.epoch = (SELECT MAX(epoch) FROM epoch_metrics WHERE stage_key = g.key AND name = 'loss')
            WHERE a.state = 'running'
            GROUP BY a.stage_key
            ORDER BY a.slot, a.started_at, a.rowid
            """,
            row => new RunningAttempt(
                new(row.GetString(0)), string.Intern(row.GetString(1)), new(row.GetInt32(2)), new(row.GetString(3)), row.Time(4), row.TimeOrNull(5), row.GetDouble(6),
                row.GetInt32(7), row.GetInt32(8), row.IsDBNull(9) ? 0 : row.GetInt32(9), row.IsDBNull(10) ? null : row.GetInt32(10),
                row.IsDBNull(11) ? 0 : row.GetInt32(11), row.IsDBNull(11) ? null : row.Stored(12)),
            sweep.Value),
    ];

    private ImmutableArray<EndedTrial> Ended(SweepId sweep) =>
    [
        .. _sql.Query(
            """
            SELECT t.trial_id, t.number, c.method, t.axes, t.state, t.reason, t.changed_at,
                (SELECT value FROM measurements m WHERE m.stage_key = t.last_stage AND m.name = 'clean_accuracy' AND m.rejection IS NULL),
                (SELECT value FROM measurements m WHERE m.stage_key = t.last_stage AND m.name = 'pgd_accuracy' AND m.rejection IS NULL)
            FROM (SELECT * FROM sweep_trials WHERE sweep_id = $1 AND dropped_at IS NULL AND state IN ('succeeded', 'failed', 'cancelled')
                  ORDER BY changed_at DESC, number DESC LIMIT $2) t
            JOIN trials c ON c.id = t.trial_id
            ORDER BY t.changed_at DESC, t.number DESC
            """,
            row => new EndedTrial(
                new(row.GetString(0)), row.GetInt32(1), row.GetString(2), row.GetString(3), StateColumns.TrialStateFromColumn(row.GetString(4)), row.TextOrNull(5),
                row.NumberOrNull(7), row.NumberOrNull(8), row.Time(6)),
            sweep.Value, MostListed),
    ];

    private ImmutableArray<FailedAttempt> Failures(SweepId sweep, DateTimeOffset since) =>
    [
        .. _sql.Query(
            """
            SELECT a.stage_key, g.kind, a.number, a.failure_kind, a.failure_reason, a.final, a.ended_at FROM attempts a JOIN stages g ON g.key = a.stage_key
            WHERE a.state = 'failed' AND a.ended_at >= $2 AND EXISTS (SELECT 1 FROM trial_stages p WHERE p.stage_key = a.stage_key AND p.sweep_id = $1)
            ORDER BY a.ended_at DESC, a.rowid DESC LIMIT $3
            """,
            row => new FailedAttempt(
                new(row.GetString(0)), string.Intern(row.GetString(1)), new(row.GetInt32(2)), StateColumns.FailureKindFromColumn(row.GetString(3)), row.GetString(4), row.GetBoolean(5), row.Time(6)),
            sweep.Value, StoredTime.ToColumn(since), MostListed),
    ];
}
