using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>Each transition is a guarded UPDATE, and the count of rows is its answer: a finished row never changes.</summary>
internal sealed class TransitionWriter(SqlSession sql)
{
    private readonly StageTransitions _stages = new(sql);
    private readonly SweepBeginning _sweeps = new(sql);

    /// <summary>False: the guard did not hold, and nothing was written.</summary>
    public bool Apply(StoreTransition transition) => transition switch
    {
        LeaseGranted lease => _stages.Grant(lease),
        AttemptProgressed progress => _stages.Progress(progress),
        AttemptSucceeded success => _stages.Succeed(success),
        AttemptFailed failure => _stages.Fail(failure),
        StageSkipped skip => _stages.Skip(skip),
        StageRequeued requeued => _stages.Requeue(requeued),
        StageReopened reopened => _stages.Reopen(reopened),
        ArtifactDeleted deleted => _stages.DeleteArtifact(deleted),
        TrialChanged change => Change(change),
        TrialRequeued requeued => Requeue(requeued),
        PlanReplaced replaced => _sweeps.Replace(replaced),
        RequestAnswered answer => Answer(answer),
        EventLogged entry => Log(entry),
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition.GetType().Name, "not a transition of the store"),
    };

    private bool Change(TrialChanged change)
    {
        const string update = """
            UPDATE sweep_trials SET state = $3, reason = $4, changed_at = $5
            WHERE sweep_id = $1 AND trial_id = $2 AND state IN ('pending', 'running')
            """;
        return sql.Execute(
            update, change.Sweep.Value, change.Trial.Value, change.State.ToColumn(), change.Reason, StoredTime.ToColumn(change.At)) == 1;
    }

    private bool Requeue(TrialRequeued requeued)
    {
        const string update = """
            UPDATE sweep_trials SET state = 'pending', reason = NULL, changed_at = $3
            WHERE sweep_id = $1 AND trial_id = $2 AND state IN ('failed', 'cancelled')
            """;
        return sql.Execute(update, requeued.Sweep.Value, requeued.Trial.Value, StoredTime.ToColumn(requeued.At)) == 1;
    }

    private bool Answer(RequestAnswered answer) => sql.Execute(
        "UPDATE requests SET answered_at = $2, done = $3, answer = $4 WHERE id = $1 AND answered_at IS NULL",
        answer.Request, StoredTime.ToColumn(answer.At), answer.Done ? 1 : 0, answer.Answer) == 1;

    private bool Log(EventLogged entry) => sql.Execute(
        "INSERT INTO events (sweep_id, at, name, detail, stage_key) VALUES ($1, $2, $3, $4, $5)",
        entry.Sweep.Value, StoredTime.ToColumn(entry.At), entry.Name, entry.Detail, entry.Stage?.Value) == 1;
}
