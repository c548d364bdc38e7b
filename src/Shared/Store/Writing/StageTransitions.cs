using System.Text.Json;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>The transitions of stages and their attempts. Each answers whether its guard held; if not, nothing was written.</summary>
internal sealed class StageTransitions(SqlSession sql)
{
    private readonly OutcomeWriter _outcomes = new(sql);

    public bool Grant(LeaseGranted lease)
    {
        var at = StoredTime.ToColumn(lease.At);
        const string claim = """
            UPDATE stages SET state = 'running', reason = NULL, last_attempt = $2, changed_at = $3
            WHERE key = $1 AND state = 'pending' AND last_attempt < $2
            """;
        if (sql.Execute(claim, lease.Stage.Value, lease.Attempt.Value, at) == 0) return false;
        sql.Execute(
            "INSERT INTO attempts (stage_key, number, slot, state, lease_reason, started_at) VALUES ($1, $2, $3, 'running', $4, $5)",
            lease.Stage.Value, lease.Attempt.Value, lease.Slot.Value, lease.Reason, at);
        return true;
    }

    public bool Progress(AttemptProgressed progress)
    {
        const string touch = "UPDATE attempts SET progressed_at = $3 WHERE stage_key = $1 AND number = $2 AND state = 'running'";
        if (sql.Execute(touch, progress.Stage.Value, progress.Attempt.Value, StoredTime.ToColumn(progress.At)) == 0) return false;
        _outcomes.WriteEpochs(progress.Stage, progress.Epochs);
        return true;
    }

    public bool Succeed(AttemptSucceeded success)
    {
        var at = StoredTime.ToColumn(success.At);
        const string end = """
            UPDATE stages SET state = 'succeeded', reason = NULL, changed_at = $3, result_attempt = COALESCE(result_attempt, $2)
            WHERE key = $1 AND state = 'running' AND last_attempt = $2
            """;
        if (sql.Execute(end, success.Stage.Value, success.Attempt.Value, at) == 0) return false;
        var outcome = success.Outcome;
        sql.Execute(
            "UPDATE attempts SET state = 'succeeded', ended_at = $3, train_seconds = $4, provenance = $5 WHERE stage_key = $1 AND number = $2",
            success.Stage.Value, success.Attempt.Value, at, StoredNumber.Of(outcome.TrainSeconds).Value, JsonSerializer.Serialize(outcome.Provenance));
        _outcomes.Write(success.Stage, outcome, at);
        return true;
    }

    public bool Fail(AttemptFailed failure)
    {
        var at = StoredTime.ToColumn(failure.At);
        var state = failure.Final ? StageState.Failed : StageState.Pending;
        const string end = "UPDATE stages SET state = $3, reason = $4, changed_at = $5 WHERE key = $1 AND state = 'running' AND last_attempt = $2";
        if (sql.Execute(end, failure.Stage.Value, failure.Attempt.Value, state.ToColumn(), failure.Reason, at) == 0) return false;
        sql.Execute(
            "UPDATE attempts SET state = 'failed', ended_at = $3, failure_kind = $4, failure_reason = $5, final = $6 WHERE stage_key = $1 AND number = $2",
            failure.Stage.Value, failure.Attempt.Value, at, failure.Kind.ToColumn(), failure.Reason, failure.Final ? 1 : 0);
        return true;
    }

    public bool Skip(StageSkipped skip) => sql.Execute(
        "UPDATE stages SET state = 'skipped', reason = $2, changed_at = $3 WHERE key = $1 AND state = 'pending'",
        skip.Stage.Value, skip.Reason, StoredTime.ToColumn(skip.At)) == 1;

    public bool Requeue(StageRequeued requeued)
    {
        const string back = """
            UPDATE stages SET state = 'pending', reason = $2, changed_at = $3, counted_after = last_attempt
            WHERE key = $1 AND state IN ('failed', 'skipped')
            """;
        return sql.Execute(back, requeued.Stage.Value, requeued.Reason, StoredTime.ToColumn(requeued.At)) == 1;
    }

    public bool Reopen(StageReopened reopened)
    {
        var at = StoredTime.ToColumn(reopened.At);
        const string back = """
            UPDATE stages SET state = 'pending', reason = $2, changed_at = $3, counted_after = last_attempt
            WHERE key = $1 AND state = 'succeeded'
            """;
        if (sql.Execute(back, reopened.Stage.Value, reopened.Reason, at) == 0) return false;
        // An artifact that went missing by itself is noted as gone, so that no later run starts a stage from it.
        MarkDeleted(reopened.Stage, at, reopened.Reason);
        return true;
    }

    public bool DeleteArtifact(ArtifactDeleted deleted) => MarkDeleted(deleted.Stage, StoredTime.ToColumn(deleted.At), deleted.Reason);

    private bool MarkDeleted(StageKey stage, string at, string reason) => sql.Execute(
        "UPDATE artifacts SET deleted_at = $2, delete_reason = $3 WHERE stage_key = $1 AND deleted_at IS NULL", stage.Value, at, reason) == 1;
}
