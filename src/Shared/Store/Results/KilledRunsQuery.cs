using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>The runs just before the present one that did not end in order.</summary>
internal static class KilledRunsQuery
{
    private const int MostRuns = 16;

    /// <summary>What had ended so long before the last sign of a run was told by the run itself.</summary>
    private static readonly TimeSpan Untold = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<KilledRun> Read(SqlSession sql, SweepId sweep, int run)
    {
        var marks = sql.Query(
            $"SELECT at, name FROM events WHERE sweep_id = $1 AND name IN ('{EventNames.Begun}', '{EventNames.Ended}') ORDER BY id DESC LIMIT $2",
            row => (At: row.Time(0), IsBegun: row.GetString(1) == EventNames.Begun), sweep.Value, MostRuns + 1);
        var begun = marks.TakeWhile(m => m.IsBegun).Select(m => m.At).ToList();
        // The newest is the present one.
        return [.. Enumerable.Range(1, Math.Max(0, begun.Count - 1)).Select(back => Read(sql, sweep, run - back, begun[back], begun[back - 1])).Reverse()];
    }

    private static KilledRun Read(SqlSession sql, SweepId sweep, int number, DateTimeOffset begun, DateTimeOffset next)
    {
        var attempts = sql.Query(
            """
            SELECT stage_key, slot, state, started_at, MAX(started_at, COALESCE(progressed_at, ''), CASE WHEN ended_at < $3 THEN ended_at ELSE '' END) FROM attempts
            WHERE started_at >= $2 AND started_at < $3 AND stage_key IN (SELECT stage_key FROM trial_stages WHERE sweep_id = $1)
            """,
            row => (Stage: new StageKey(row.GetString(0)), Slot: new SlotId(row.GetString(1)), IsOpen: row.GetString(2) == AttemptState.Running.ToColumn(), At: row.Time(3), Last: row.Time(4)),
            sweep.Value, StoredTime.ToColumn(begun), StoredTime.ToColumn(next));
        var end = attempts.Select(a => a.Last).Append(begun).Where(t => t < next).Max();
        var told = sql.Query(
            "SELECT trial_id FROM sweep_trials WHERE sweep_id = $1 AND state IN ('succeeded', 'failed', 'cancelled') AND changed_at < $2",
            row => new TrialId(row.GetString(0)), sweep.Value, StoredTime.ToColumn(end - Untold));
        return new(
            number, begun, end, [.. attempts.Select(a => a.Stage).Distinct()], [.. attempts.Where(a => a.IsOpen).Select(a => new OpenAttempt(a.Stage, a.Slot, a.At))], told.ToHashSet());
    }
}
