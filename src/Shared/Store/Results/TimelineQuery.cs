using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What <c>trace</c> asks a store: when what ran, and where.</summary>
public sealed class TimelineQuery
{
    private readonly SqlSession _sql;

    internal TimelineQuery(SqlSession sql) => _sql = sql;

    public StoredTimeline Of(SweepId sweep) => _sql.InSnapshot(() => new StoredTimeline(Runs(sweep), Stages(sweep), Attempts(sweep)));

    /// <summary>The runs just before the present one that were killed, oldest first; none when the last one ended in order.</summary>
    /// <param name="run">Number of the present one.</param>
    public IReadOnlyList<KilledRun> KilledRuns(SweepId sweep, int run) => _sql.InSnapshot(() => KilledRunsQuery.Read(_sql, sweep, run));

    /// <summary>The trials of the present plan that go through each of its stages, by number.</summary>
    public ILookup<StageKey, TimelineTrial> Trials(SweepId sweep) => _sql.Query(
        """
        SELECT p.stage_key, t.trial_id, t.number, t.state, t.axes, c.method FROM trial_stages p
        JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id AND t.dropped_at IS NULL
        JOIN trials c ON c.id = t.trial_id
        WHERE p.sweep_id = $1 ORDER BY t.number
        """,
        row => (Stage: new StageKey(row.GetString(0)), Trial: new TimelineTrial(
            new(row.GetString(1)), row.GetInt32(2), StateColumns.TrialStateFromColumn(row.GetString(3)), row.GetString(4), row.GetString(5))),
        sweep.Value).ToLookup(r => r.Stage, r => r.Trial);

    /// <summary>One coordinator at a time has the store, so a run is over when the next one of whatever sweep begins.</summary>
    private ImmutableArray<TimelineRun> Runs(SweepId sweep)
    {
        var runs = ImmutableArray.CreateBuilder<TimelineRun>();
        TimelineRun? open = null;
        var number = 0;
        _sql.Each(
            $"SELECT sweep_id, at, name FROM events WHERE name IN ('{EventNames.Begun}', '{EventNames.Ended}') ORDER BY id",
            row =>
            {
                var (own, at) = (row.GetInt64(0) == sweep.Value, row.Time(1));
                if (row.GetString(2) == EventNames.Ended)
                {
                    if (own && open is not null) open = open with { Ended = at };
                    return;
                }
                if (open is not null) runs.Add(open with { Next = at });
                open = own ? new(++number, at, null, null) : null;
            });
        if (open is not null) runs.Add(open);
        return runs.ToImmutable();
    }

    private ImmutableArray<TimelineStage> Stages(SweepId sweep) =>
    [
        .. _sql.Query(
            """
            SELECT g.key, g.parent, g.kind, g.state FROM stages g
            WHERE g.key IN (SELECT p.stage_key FROM trial_stages p
                JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id AND t.dropped_at IS NULL WHERE p.sweep_id = $1)
            """,
            row => new TimelineStage(
                new(row.GetString(0)), row.TextOrNull(1) is { } parent ? new(parent) : null, string.Intern(row.GetString(2)), StateColumns.StageStateFromColumn(row.GetString(3))),
            sweep.Value),
    ];

    /// <summary>Those of trials that an edit dropped too: their slots were busy with them.</summary>
    private ImmutableArray<TimelineAttempt> Attempts(SweepId sweep) =>
    [
        .. _sql.Query(
            $"""
            SELECT {ResultsQuery.AttemptColumns}, a.progressed_at, g.kind FROM attempts a JOIN stages g ON g.key = a.stage_key
            WHERE a.stage_key IN (SELECT stage_key FROM trial_stages WHERE sweep_id = $1)
            ORDER BY a.started_at, a.stage_key, a.number
            """,
            row => new TimelineAttempt(ResultsQuery.ReadAttempt(row), row.TimeOrNull(10), string.Intern(row.GetString(11))),
            sweep.Value),
    ];
}

/// <param name="Runs">In their order.</param>
/// <param name="Stages">Of the present plan.</param>
/// <param name="Attempts">In the order in which they were granted; runs of other sweeps that share a stage are among them.</param>
public sealed record StoredTimeline(ImmutableArray<TimelineRun> Runs, ImmutableArray<TimelineStage> Stages, ImmutableArray<TimelineAttempt> Attempts);

/// <param name="Number">From 1.</param>
/// <param name="Ended">Null when it is under way, or was killed.</param>
/// <param name="Next">When the next run of this or another sweep in the store began; null for the last one.</param>
public sealed record TimelineRun(int Number, DateTimeOffset Begun, DateTimeOffset? Ended, DateTimeOffset? Next);

public sealed record TimelineStage(StageKey Key, StageKey? Parent, string Kind, StageState State);

/// <param name="ProgressedAt">When an epoch was last reported; null for none.</param>
public sealed record TimelineAttempt(AttemptRow Row, DateTimeOffset? ProgressedAt, string Kind);

/// <param name="Axes">Canonical JSON, see <see cref="TrialSpec.Axes"/>.</param>
public sealed record TimelineTrial(TrialId Id, int Number, TrialState State, string Axes, string Method);
