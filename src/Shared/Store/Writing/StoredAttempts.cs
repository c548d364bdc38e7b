using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>What earlier attempts mean for a run that begins.</summary>
internal sealed class StoredAttempts(SqlSession sql)
{
    /// <summary>
    /// Whoever holds the lock is the only coordinator: what runs belongs to one that is gone. Stages of the plan stay running, as
    /// their GPU actors may live; nobody will ask for the others.
    /// </summary>
    /// <returns>Attempts that were closed.</returns>
    public int CloseOutside(IReadOnlyDictionary<StageKey, StoredStage> planned, SweepId sweep, string at)
    {
        const string reason = "coordinator stopped";
        const string close = """
            UPDATE attempts SET state = 'failed', failure_kind = $2, failure_reason = $3, final = 0, ended_at = $4
            WHERE stage_key = $1 AND state = 'running'
            """;
        var outside = sql.Query("SELECT stage_key FROM attempts WHERE state = 'running'", row => new StageKey(row.GetString(0)))
            .Where(key => !planned.ContainsKey(key)).ToList();
        foreach (var key in outside)
        {
            sql.Execute(close, key.Value, FailureKind.Lost.ToColumn(), reason, at);
            sql.Execute("UPDATE stages SET state = 'pending', reason = $2, changed_at = $3 WHERE key = $1", key.Value, reason, at);
        }

        sql.Execute(
            "UPDATE sweep_trials SET state = 'pending', reason = $2, changed_at = $3 WHERE state = 'running' AND (sweep_id <> $1 OR dropped_at IS NOT NULL)",
            sweep.Value, reason, at);
        return outside.Count;
    }

    public StageRecord RecordOf(StageKey key, StoredStage stage) => new(
        stage.State, stage.LastAttempt, stage.Artifact, stage.ArtifactDeleted,
        stage.State == StageState.Running ? SlotOf(key, stage.LastAttempt) : null,
        stage.State == StageState.Succeeded || stage.LastAttempt == stage.CountedAfter ? default : FailedAttemptsOf(key, stage.CountedAfter));

    private SlotId SlotOf(StageKey key, AttemptNumber attempt) =>
        new(sql.Scalar<string>("SELECT slot FROM attempts WHERE stage_key = $1 AND number = $2", key.Value, attempt.Value));

    private FailedAttempts FailedAttemptsOf(StageKey key, AttemptNumber after)
    {
        var failed = default(FailedAttempts);
        sql.Each(
            "SELECT failure_kind, progressed_at IS NOT NULL FROM attempts WHERE stage_key = $1 AND number > $2 ORDER BY number",
            row =>
            {
                var kind = row.TextOrNull(0) is { } word ? StateColumns.FailureKindFromColumn(word) : (FailureKind?)null;
                if (row.GetBoolean(1)) failed = failed with { Losses = 0 };
                failed = kind switch
                {
                    FailureKind.Crash or FailureKind.Hung => failed with { Crashes = failed.Crashes + 1 },
                    FailureKind.OutOfMemory => failed with { OutOfMemory = failed.OutOfMemory + 1 },
                    FailureKind.Lost => failed with { Losses = failed.Losses + 1 },
                    _ => failed,
                };
            },
            key.Value, after.Value);
        return failed;
    }
}
