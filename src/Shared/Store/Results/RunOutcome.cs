using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What a sweep's stages came to since a time.</summary>
/// <param name="Stages">Attempts that succeeded; one that ran again for its artifact counts again.</param>
/// <param name="Epochs">Trained by them; what a resumed one had done before counts too.</param>
/// <param name="BusySeconds">Of all slots together, in attempts that succeeded.</param>
public sealed record RunOutcome(int Stages, long Epochs, double BusySeconds)
{
    private const string Ended = """
        SELECT COUNT(*), TOTAL(a.train_seconds), TOTAL((SELECT COUNT(DISTINCT m.epoch) FROM epoch_metrics m WHERE m.stage_key = a.stage_key))
        FROM attempts a
        WHERE a.state = 'succeeded' AND a.ended_at >= $2 AND a.stage_key IN (SELECT stage_key FROM trial_stages WHERE sweep_id = $1)
        """;

    internal static RunOutcome Read(SqlSession sql, SweepId sweep, DateTimeOffset since) =>
        sql.Query(Ended, row => new RunOutcome(row.GetInt32(0), (long)row.GetDouble(2), row.GetDouble(1)), sweep.Value, StoredTime.ToColumn(since))[0];
}
