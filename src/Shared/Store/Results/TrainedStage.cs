using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>The stage of a trial's path that made its final weights: the last one that is no evaluation.</summary>
/// <param name="Artifact">What it left; null when it has not succeeded.</param>
/// <param name="ArtifactDeleted">Why that was deleted since; null when it was not.</param>
/// <param name="Provenance">JSON of what it was made with; null when it has not succeeded.</param>
public sealed record TrainedStage(
    StageKey Key, string Kind, string DataFingerprint, StageState State, string? Reason, ArtifactRecord? Artifact, string? ArtifactDeleted, string? Provenance)
{
    internal static TrainedStage? Read(SqlSession sql, SweepId sweep, TrialId trial) => sql.Query(
        """
        SELECT g.key, g.kind, g.data_fingerprint, g.state, g.reason, f.path, f.bytes, f.sha256,
            CASE WHEN f.deleted_at IS NOT NULL THEN COALESCE(f.delete_reason, 'deleted') END, a.provenance
        FROM trial_stages p
        JOIN stages g ON g.key = p.stage_key
        LEFT JOIN artifacts f ON f.stage_key = g.key
        LEFT JOIN attempts a ON a.stage_key = g.key AND a.number = g.result_attempt
        WHERE p.sweep_id = $1 AND p.trial_id = $2
        ORDER BY p.position DESC
        """,
        row => new TrainedStage(
            new(row.GetString(0)), row.GetString(1), row.GetString(2), StateColumns.StageStateFromColumn(row.GetString(3)), row.TextOrNull(4),
            row.TextOrNull(5) is { } path ? new ArtifactRecord(path, row.GetInt64(6), row.GetString(7)) : null, row.TextOrNull(8), row.TextOrNull(9)),
        sweep.Value, trial.Value).FirstOrDefault(s => !StageKinds.IsEvaluation(s.Kind));
}
