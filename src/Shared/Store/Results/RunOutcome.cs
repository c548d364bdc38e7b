using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What a sweep's stages came to since a time.</summary>
/// <param name="Stages">Attempts that succeeded; one that ran again for its artifact counts again.</param>
/// <param name="Epochs">Trained by them; what a resumed one had done before counts too.</param>
/// <param name="BusySeconds">Of all slots together, in attempts that succeeded.</param>
/// <param name="ArtifactBytes">Of the plan's stages, there now.</param>
/// <param name="PeakMemoryBytes">The most that one slot's process had held; null when none told.</param>
public sealed record RunOutcome(int Stages, long Epochs, double BusySeconds, long ArtifactBytes, long? PeakMemoryBytes)
{
    private const string Ended = """
        SELECT COUNT(*), TOTAL(a.train_seconds), TOTAL((SELECT COUNT(DISTINCT m.epoch) FROM epoch_metrics m WHERE m.stage_key = a.stage_key)),
            MAX(CAST(json_extract(a.provenance, '$.peak_memory_bytes') AS INTEGER)),
            (SELECT TOTAL(f.bytes) FROM artifacts f WHERE f.deleted_at IS NULL AND f.stage_key IN (SELECT stage_key FROM trial_stages WHERE sweep_id = $1))
        FROM attempts a
        WHERE a.state = 'succeeded' AND a.ended_at >= $2 AND a.stage_key IN (SELECT stage_key FROM trial_stages WHERE sweep_id = $1)
        """;

    internal static RunOutcome Read(SqlSession sql, SweepId sweep, DateTimeOffset since) =>
        sql.Query(Ended, row => new RunOutcome(row.GetInt32(0), (long)row.GetDouble(2), row.GetDouble(1), (long)row.GetDouble(4), row.IsDBNull(3) ? null : row.GetInt64(3)), sweep.Value, StoredTime.ToColumn(since))[0];
}
