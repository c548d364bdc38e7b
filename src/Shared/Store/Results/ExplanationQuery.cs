using System.Collections.Immutable;
using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What <c>why</c> asks a store.</summary>
public sealed class ExplanationQuery
{
    private readonly SqlSession _sql;

    internal ExplanationQuery(SqlSession sql) => _sql = sql;

    /// <summary>All stages, of whichever sweep; some 100 MB for a store of 100,000.</summary>
    public StageHistory History() => _sql.InSnapshot(() => new StageHistory(
        _sql.Query(
            """
            SELECT g.key, g.parent, g.kind, g.recipe_version, CAST(g.settings AS BLOB), g.data_fingerprint,
                (SELECT a.started_at FROM attempts a WHERE a.stage_key = g.key ORDER BY a.number LIMIT 1)
            FROM stages g
            """,
            row => new KnownStage(
                new(row.GetString(0)), row.TextOrNull(1) is { } parent ? new(parent) : null, string.Intern(row.GetString(2)), row.GetInt32(3),
                row.GetFieldValue<byte[]>(4), string.Intern(row.GetString(5)), row.TimeOrNull(6))),
        _sql.Query($"SELECT at FROM events WHERE name IN ('{EventNames.Begun}', '{EventNames.Edited}')", row => row.Time(0))));

    /// <summary>A trial that goes through the stage: best one of that method, of that sweep and still in its plan.</summary>
    public KnownTrial? TrialThrough(StageKey stage, string? method, SweepId sweep) => _sql.Query(
        """
        SELECT s.name, t.number, c.configuration
        FROM trial_stages p
        JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id
        JOIN sweeps s ON s.id = t.sweep_id
        JOIN trials c ON c.id = t.trial_id
        WHERE p.stage_key = $1
        ORDER BY c.method IS NOT $2, t.sweep_id <> $3, t.dropped_at IS NOT NULL, t.number
        LIMIT 1
        """,
        row => new KnownTrial(row.GetString(0), row.GetInt32(1), row.GetString(2)), stage.Value, method, sweep.Value).FirstOrDefault();

    /// <summary>Trials and stages whose id or key begins so: those of the sweep, then stages of other sweeps.</summary>
    /// <param name="prefix">Lower-case hex digits.</param>
    public IReadOnlyList<StoredName> NamesFrom(string prefix, SweepId sweep, int atMost) => _sql.Query(
        """
        SELECT trial_id, number, NULL FROM sweep_trials WHERE sweep_id = $1 AND trial_id >= $2 AND trial_id < $2 || 'g'
        UNION ALL SELECT key, NULL, kind FROM stages WHERE key >= $2 AND key < $2 || 'g'
        LIMIT $3
        """,
        row => new StoredName(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt32(1), row.TextOrNull(2)), sweep.Value, prefix, atMost);

    /// <summary>The trial of that number, of those in the plan or else of those that left it; null when there is none.</summary>
    public TrialId? TrialOf(SweepId sweep, int number) => _sql.Query(
        "SELECT trial_id FROM sweep_trials WHERE sweep_id = $1 AND number = $2 ORDER BY dropped_at IS NOT NULL, dropped_at DESC LIMIT 1",
        row => (TrialId?)new TrialId(row.GetString(0)), sweep.Value, number).FirstOrDefault();

    /// <summary>The largest number of a trial in the plan; 0 without trials.</summary>
    public int LastNumber(SweepId sweep) =>
        _sql.Scalar<int>("SELECT COALESCE(MAX(number), 0) FROM sweep_trials WHERE sweep_id = $1 AND dropped_at IS NULL", sweep.Value);

    public StoredTrial Trial(SweepId sweep, TrialId trial) => _sql.InSnapshot(() =>
    {
        var path = _sql.Query(
            "SELECT stage_key FROM trial_stages WHERE sweep_id = $1 AND trial_id = $2 ORDER BY position", row => new StageKey(row.GetString(0)), sweep.Value, trial.Value);
        return _sql.Query(
            """
            SELECT s.name, t.number, c.configuration, t.axes, t.state, t.reason, t.dropped_at IS NOT NULL
            FROM sweep_trials t JOIN sweeps s ON s.id = t.sweep_id JOIN trials c ON c.id = t.trial_id
            WHERE t.sweep_id = $1 AND t.trial_id = $2
            """,
            row => new StoredTrial(
                trial, new(row.GetString(0), row.GetInt32(1), row.GetString(2)), row.GetString(3),
                StateColumns.TrialStateFromColumn(row.GetString(4)), row.TextOrNull(5), row.GetBoolean(6), [.. path]),
            sweep.Value, trial.Value).Single();
    });

    /// <summary>What happened to a stage.</summary>
    public StageStory Story(StageKey stage) => _sql.InSnapshot(() =>
    {
        var (state, reason, deleted) = _sql.Query(
            "SELECT g.state, g.reason, f.delete_reason FROM stages g LEFT JOIN artifacts f ON f.stage_key = g.key AND f.deleted_at IS NOT NULL WHERE g.key = $1",
            row => (StateColumns.StageStateFromColumn(row.GetString(0)), row.TextOrNull(1), row.TextOrNull(2)), stage.Value).Single();
        var attempts = _sql.Query($"SELECT {ResultsQuery.AttemptColumns} FROM attempts a WHERE a.stage_key = $1 ORDER BY a.number", ResultsQuery.ReadAttempt, stage.Value);
        var users = _sql.Query(
            """
            SELECT s.name, t.number FROM trial_stages p
            JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id AND t.dropped_at IS NULL
            JOIN sweeps s ON s.id = t.sweep_id
            WHERE p.stage_key = $1 ORDER BY s.id, t.number
            """,
            row => (Sweep: row.GetString(0), Number: row.GetInt32(1)), stage.Value);
        return new StageStory(
            stage, state, reason, deleted, [.. attempts],
            [.. users.GroupBy(u => u.Sweep).Select(g => new StageUsers(g.Key, [.. g.Select(u => u.Number)]))])
        {
            WaitsForMemory = state == StageState.Pending ? WaitsForMemory(stage) : null,
        };
    });

    private string? WaitsForMemory(StageKey stage) => _sql.Query(
        $"""
        SELECT detail FROM events e WHERE stage_key = $1 AND name = '{EventNames.WaitsForMemory}'
            AND id > COALESCE((SELECT MAX(id) FROM events WHERE name = '{EventNames.Begun}'), 0) AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.stage_key = $1 AND a.started_at >= e.at)
        ORDER BY id DESC LIMIT 1
        """,
        row => row.GetString(0), stage.Value).FirstOrDefault();
}

/// <summary>A trial's id, with its number, or a stage's key, with its kind.</summary>
public sealed record StoredName(string Id, int? Number, string? Kind);

/// <param name="Axes">Canonical JSON, see <see cref="TrialSpec.Axes"/>.</param>
/// <param name="Dropped">The trial left the plan.</param>
/// <param name="Path">From the root to the evaluation.</param>
public sealed record StoredTrial(
    TrialId Id, KnownTrial Known, string Axes, TrialState State, string? Reason, bool Dropped, ImmutableArray<StageKey> Path);

/// <param name="ArtifactDeleted">Why what it left for its children was deleted; null when it was not.</param>
/// <param name="Attempts">By number.</param>
/// <param name="Users">Trials of present plans that go through the stage.</param>
public sealed record StageStory(StageKey Key, StageState State, string? Reason, string? ArtifactDeleted, ImmutableArray<AttemptRow> Attempts, ImmutableArray<StageUsers> Users)
{
    /// <summary>What it needs of a device's memory, and what was left there when its turn came, as a clause; null where it waits for nothing like it.</summary>
    public string? WaitsForMemory { get; init; }
}

/// <param name="Trials">Numbers, ascending.</param>
public sealed record StageUsers(string Sweep, ImmutableArray<int> Trials);
