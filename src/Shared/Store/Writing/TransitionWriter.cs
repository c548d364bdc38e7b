using System.Collections.Immutable;
using System.Text.Json;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>Each transition is a guarded UPDATE, and the count of rows is its answer: a finished row never changes.</summary>
internal sealed class TransitionWriter(SqlSession sql)
{
    /// <summary>False: the guard did not hold, and nothing was written.</summary>
    public bool Apply(StoreTransition transition) => transition switch
    {
        LeaseGranted lease => Grant(lease),
        AttemptProgressed progress => Progress(progress),
        AttemptSucceeded success => Succeed(success),
        AttemptFailed failure => Fail(failure),
        StageSkipped skip => Skip(skip),
        TrialChanged change => Change(change),
        EventLogged entry => Log(entry),
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition.GetType().Name, "not a transition of the store"),
    };

    private bool Grant(LeaseGranted lease)
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

    private bool Progress(AttemptProgressed progress)
    {
        const string touch = "UPDATE attempts SET progressed_at = $3 WHERE stage_key = $1 AND number = $2 AND state = 'running'";
        if (sql.Execute(touch, progress.Stage.Value, progress.Attempt.Value, StoredTime.ToColumn(progress.At)) == 0) return false;
        WriteEpochs(progress.Stage, progress.Epochs);
        return true;
    }

    private bool Succeed(AttemptSucceeded success)
    {
        if (!EndStage(success.Stage, success.Attempt, StageState.Succeeded, null, success.At)) return false;
        var outcome = success.Outcome;
        var seconds = StoredNumber.Of(outcome.TrainSeconds);
        sql.Execute(
            "UPDATE attempts SET state = 'succeeded', ended_at = $3, train_seconds = $4, provenance = $5 WHERE stage_key = $1 AND number = $2",
            success.Stage.Value, success.Attempt.Value, StoredTime.ToColumn(success.At), seconds.Value, JsonSerializer.Serialize(outcome.Provenance));
        WriteEpochs(success.Stage, outcome.Epochs);
        foreach (var m in outcome.Measurements) WriteMeasurement(success.Stage, m.Name, m.Value, m.IsTiming, null);
        foreach (var r in outcome.Rejected) WriteMeasurement(success.Stage, r.Name, r.Value, false, r.Reason);
        if (outcome.Artifact is { } artifact) WriteArtifact(success.Stage, artifact, success.At);
        return true;
    }

    private bool Fail(AttemptFailed failure)
    {
        var state = failure.Final ? StageState.Failed : StageState.Pending;
        if (!EndStage(failure.Stage, failure.Attempt, state, failure.Reason, failure.At)) return false;
        sql.Execute(
            "UPDATE attempts SET state = 'failed', ended_at = $3, failure_kind = $4, failure_reason = $5, final = $6 WHERE stage_key = $1 AND number = $2",
            failure.Stage.Value, failure.Attempt.Value, StoredTime.ToColumn(failure.At), failure.Kind.ToColumn(), failure.Reason, failure.Final ? 1 : 0);
        return true;
    }

    private bool EndStage(StageKey stage, AttemptNumber attempt, StageState state, string? reason, DateTimeOffset at) => sql.Execute(
        "UPDATE stages SET state = $3, reason = $4, changed_at = $5 WHERE key = $1 AND state = 'running' AND last_attempt = $2",
        stage.Value, attempt.Value, state.ToColumn(), reason, StoredTime.ToColumn(at)) == 1;

    private bool Skip(StageSkipped skip) => sql.Execute(
        "UPDATE stages SET state = 'skipped', reason = $2, changed_at = $3 WHERE key = $1 AND state = 'pending'",
        skip.Stage.Value, skip.Reason, StoredTime.ToColumn(skip.At)) == 1;

    private bool Change(TrialChanged change)
    {
        const string update = """
            UPDATE sweep_trials SET state = $3, reason = $4, changed_at = $5
            WHERE sweep_id = $1 AND trial_id = $2 AND state IN ('pending', 'running')
            """;
        return sql.Execute(
            update, change.Sweep.Value, change.Trial.Value, change.State.ToColumn(), change.Reason, StoredTime.ToColumn(change.At)) == 1;
    }

    private bool Log(EventLogged entry) => sql.Execute(
        "INSERT INTO events (sweep_id, at, name, detail, stage_key) VALUES ($1, $2, $3, $4, $5)",
        entry.Sweep.Value, StoredTime.ToColumn(entry.At), entry.Name, entry.Detail, entry.Stage?.Value) == 1;

    private void WriteEpochs(StageKey stage, ImmutableArray<EpochMetric> epochs)
    {
        foreach (var metric in epochs)
        {
            var number = StoredNumber.Of(metric.Value);
            sql.Execute(
                "INSERT OR REPLACE INTO epoch_metrics (stage_key, name, epoch, value, value_kind) VALUES ($1, $2, $3, $4, $5)",
                stage.Value, metric.Name, metric.Epoch, number.Value, number.Kind);
        }
    }

    private void WriteMeasurement(StageKey stage, string name, double value, bool isTiming, string? rejection)
    {
        var number = StoredNumber.Of(value);
        sql.Execute(
            "INSERT OR REPLACE INTO measurements (stage_key, name, value, value_kind, is_timing, rejection) VALUES ($1, $2, $3, $4, $5, $6)",
            stage.Value, name, number.Value, number.Kind, isTiming ? 1 : 0, rejection);
    }

    private void WriteArtifact(StageKey stage, ArtifactRecord artifact, DateTimeOffset at) => sql.Execute(
        "INSERT OR REPLACE INTO artifacts (stage_key, path, bytes, sha256, created_at) VALUES ($1, $2, $3, $4, $5)",
        stage.Value, artifact.Path, artifact.Bytes, artifact.Sha256, StoredTime.ToColumn(at));
}
