using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.Shared.Store.Writing;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What the verbs ask a store. Each answer is one consistent picture; two answers may be moments apart.</summary>
public sealed class ResultsQuery
{
    internal const string AttemptColumns =
        "a.stage_key, a.number, a.slot, a.state, a.lease_reason, a.failure_kind, a.failure_reason, a.started_at, a.ended_at, a.train_seconds";

    private readonly SqlSession _sql;

    internal ResultsQuery(SqlSession sql) => _sql = sql;

    /// <summary>The sweep that was begun last comes first.</summary>
    public IReadOnlyList<SweepRow> Sweeps() => _sql.Query(
        "SELECT id, name, data_name, file_text, trace_parent, runs, created_at, begun_at, data_folder, prediction FROM sweeps ORDER BY begun_at DESC, id DESC",
        row => new SweepRow(
            new(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.Time(6), row.Time(7),
            row.TextOrNull(8), row.TextOrNull(9)));

    /// <summary>The sweep of that name, or the latest for null; null when there is none.</summary>
    public SweepRow? FindSweep(string? name) => Sweeps().FirstOrDefault(s => name is null || s.Name == name);

    /// <summary>What the store has of a plan's stages, whichever sweep they are of; those that it does not have are left out.</summary>
    public IReadOnlyDictionary<StageKey, StageRecord> Stages(SweepPlan plan) => new PlannedStages(_sql).Read(plan.Stages).ToDictionary(
        s => s.Key, s => new StageRecord(s.Value.State, s.Value.LastAttempt, s.Value.Artifact, s.Value.ArtifactDeleted));

    /// <summary>What the sweep's stages came to since a time, that of a run's start.</summary>
    public RunOutcome Outcome(SweepId sweep, DateTimeOffset since) => RunOutcome.Read(_sql, sweep, since);

    /// <summary>By number; trials that left the plan only when asked for.</summary>
    public IReadOnlyList<TrialRow> Trials(SweepId sweep, bool withDropped = false) => _sql.InSnapshot(() => ReadTrials(sweep, withDropped));

    /// <summary>The stages of the plan, each once; a parent is not always before its child.</summary>
    public IReadOnlyList<StageRow> Stages(SweepId sweep) => _sql.Query(
        $"""
        SELECT {AttemptColumns}, g.key, g.parent, g.kind, g.state, g.reason, COUNT(*), g.work
        FROM trial_stages p
        JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id AND t.dropped_at IS NULL
        JOIN stages g ON g.key = p.stage_key
        LEFT JOIN attempts a ON a.stage_key = g.key AND a.number = g.last_attempt
        WHERE p.sweep_id = $1
        GROUP BY g.key
        ORDER BY MIN(t.number), MIN(p.position)
        """,
        row => new StageRow(
            new(row.GetString(10)), row.TextOrNull(11) is { } parent ? new(parent) : null, row.GetString(12),
            StateColumns.StageStateFromColumn(row.GetString(13)), row.TextOrNull(14), row.GetInt32(15), row.GetDouble(16),
            row.IsDBNull(0) ? null : ReadAttempt(row)),
        sweep.Value);

    /// <summary>Every attempt at the stages of the plan, in the order in which they began.</summary>
    public IReadOnlyList<AttemptRow> Attempts(SweepId sweep) => _sql.Query(
        $"""
        SELECT {AttemptColumns} FROM attempts a
        WHERE a.stage_key IN (SELECT stage_key FROM trial_stages WHERE sweep_id = $1)
        ORDER BY a.started_at, a.stage_key, a.number
        """,
        ReadAttempt, sweep.Value);

    /// <summary>A trial's curves along its path of stages, root first.</summary>
    public IReadOnlyList<EpochRow> Epochs(SweepId sweep, TrialId trial) => _sql.Query(
        """
        SELECT e.stage_key, g.kind, e.epoch, e.name, e.value, e.value_kind
        FROM trial_stages p JOIN stages g ON g.key = p.stage_key JOIN epoch_metrics e ON e.stage_key = p.stage_key
        WHERE p.sweep_id = $1 AND p.trial_id = $2
        ORDER BY p.position, e.epoch, e.name
        """,
        row => new EpochRow(new(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetString(3), row.Stored(4)),
        sweep.Value, trial.Value);

    /// <summary>The stage that made a trial's final weights; null for a trial that trains nothing.</summary>
    public TrainedStage? Trained(SweepId sweep, TrialId trial) => TrainedStage.Read(_sql, sweep, trial);

    /// <summary>What the results of the present plan were made of and with.</summary>
    public SweepOrigins Origins(SweepId sweep) => _sql.InSnapshot(() => SweepOrigins.Read(_sql, sweep));

    public SweepCounts Counts(SweepId sweep) => _sql.InSnapshot(() => CountsInSnapshot(sweep));

    internal SweepCounts CountsInSnapshot(SweepId sweep) => new(TrialCounts(sweep), StageCounts(sweep));

    private ImmutableSortedDictionary<TrialState, int> TrialCounts(SweepId sweep) => WithZeros(_sql.Query(
        "SELECT state, COUNT(*) FROM sweep_trials INDEXED BY sweep_trials_by_number WHERE sweep_id = $1 AND dropped_at IS NULL GROUP BY state",
        row => (StateColumns.TrialStateFromColumn(row.GetString(0)), row.GetInt32(1)), sweep.Value));

    /// <summary>Trials of the present plan that failed, in their order.</summary>
    public IReadOnlyList<FailedTrialRow> FailedTrials(SweepId sweep) => _sql.Query(
        """
        SELECT t.number, c.method, t.axes, t.reason FROM sweep_trials t JOIN trials c ON c.id = t.trial_id
        WHERE t.sweep_id = $1 AND t.dropped_at IS NULL AND t.state = 'failed'
        ORDER BY t.number
        """,
        row => new FailedTrialRow(row.GetInt32(0), row.GetString(1), row.GetString(2), row.TextOrNull(3)), sweep.Value);

    /// <summary>The newest ones, oldest first.</summary>
    public IReadOnlyList<EventRow> Events(SweepId sweep, int atMost) => _sql.Query(
        "SELECT at, name, detail, stage_key FROM (SELECT * FROM events WHERE sweep_id = $1 ORDER BY id DESC LIMIT $2) ORDER BY id",
        row => new EventRow(row.Time(0), row.GetString(1), row.GetString(2), row.TextOrNull(3) is { } stage ? new(stage) : null),
        sweep.Value, atMost);

    /// <summary>What the newest attempts at stages of whatever sweep cost.</summary>
    public LearnedCosts LearnedCosts() => LearnedCostsQuery.Read(_sql);

    /// <summary>The requests of a sweep that wait for an answer, oldest first, at most 100 at once.</summary>
    public IReadOnlyList<OpenRequest> OpenRequests(SweepId sweep) => OpenRequestQuery.Read(_sql, sweep);

    /// <summary>Null when there is none of that number; an answer of null when it waits.</summary>
    public RequestRow? Request(long number) => _sql.Query(
        "SELECT sweep_id, at, kind, answered_at, done, answer FROM requests WHERE id = $1",
        row => new RequestRow(
            new(row.GetInt64(0)), row.Time(1), row.GetString(2), row.IsDBNull(3) ? null : new(row.GetBoolean(4), row.GetString(5), row.Time(3))),
        number).SingleOrDefault();

    /// <summary>The sweep's present plan as far as decisions look at it: configurations and settings, which are long, are left empty.</summary>
    public SweepPlan PlanOutline(SweepRow sweep) => _sql.InSnapshot(() => PlanOutlineQuery.Read(_sql, sweep));

    private List<TrialRow> ReadTrials(SweepId sweep, bool withDropped)
    {
        var measurements = MeasurementQuery.Read(_sql, sweep);
        const string trials = """
            SELECT t.trial_id, t.number, c.method, t.axes, c.configuration, t.state, t.reason, t.dropped_at IS NOT NULL,
                (SELECT TOTAL(a.train_seconds) FROM trial_stages p
                 JOIN stages g ON g.key = p.stage_key
                 JOIN attempts a ON a.stage_key = g.key AND a.number = g.result_attempt
                 WHERE p.sweep_id = t.sweep_id AND p.trial_id = t.trial_id)
            FROM sweep_trials t JOIN trials c ON c.id = t.trial_id
            WHERE t.sweep_id = $1 AND ($2 OR t.dropped_at IS NULL)
            ORDER BY t.number, t.trial_id
            """;
        return _sql.Query(
            trials,
            row => new TrialRow(
                new(row.GetString(0)), row.GetInt32(1), row.GetString(2), row.GetString(3), row.GetString(4),
                StateColumns.TrialStateFromColumn(row.GetString(5)), row.TextOrNull(6), row.GetBoolean(7), row.GetDouble(8),
                measurements.GetValueOrDefault(new(row.GetString(0)), MeasurementQuery.None)),
            sweep.Value, withDropped ? 1 : 0);
    }

    private ImmutableSortedDictionary<StageState, int> StageCounts(SweepId sweep) => WithZeros(_sql.Query(
        """
        SELECT g.state, COUNT(*) FROM stages g
        WHERE EXISTS (SELECT 1 FROM trial_stages p JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id
                      WHERE p.stage_key = g.key AND p.sweep_id = $1 AND t.dropped_at IS NULL)
        GROUP BY g.state
        """,
        row => (StateColumns.StageStateFromColumn(row.GetString(0)), row.GetInt32(1)), sweep.Value));

    internal static AttemptRow ReadAttempt(SqliteDataReader row) => new(
        new(row.GetString(0)), new(row.GetInt32(1)), new(row.GetString(2)), StateColumns.AttemptStateFromColumn(row.GetString(3)), row.GetString(4),
        row.TextOrNull(5) is { } kind ? StateColumns.FailureKindFromColumn(kind) : null, row.TextOrNull(6),
        row.Time(7), row.TimeOrNull(8), row.NumberOrNull(9));

    private static ImmutableSortedDictionary<T, int> WithZeros<T>(List<(T State, int Count)> counts)
        where T : struct, Enum =>
        Enum.GetValues<T>().ToImmutableSortedDictionary(state => state, state => counts.FirstOrDefault(c => c.State.Equals(state)).Count);
}
