using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

internal static class LearnedCostsQuery
{
    // The newest are of the machine and the program at hand; the bound keeps the question cheap in a store of any size.
    private const string Newest = """
        SELECT g.kind, g.settings, a.train_seconds / g.work, COALESCE(f.bytes, 0), CAST(json_extract(a.provenance, '$.peak_memory_bytes') AS INTEGER)
        FROM (SELECT stage_key, train_seconds, provenance FROM attempts WHERE state = 'succeeded' ORDER BY rowid DESC LIMIT 5000) a
        JOIN stages g ON g.key = a.stage_key
        LEFT JOIN artifacts f ON f.stage_key = a.stage_key
        WHERE g.work > 0 AND a.train_seconds > 0
        """;

    public static LearnedCosts Read(SqlSession sql) => new(sql
        .Query(Newest, row => (Group: StageGroup.Of(row.GetString(0), row.GetString(1)), Seconds: row.GetDouble(2), Bytes: row.GetDouble(3), Memory: row.IsDBNull(4) ? (long?)null : row.GetInt64(4)))
        .GroupBy(r => r.Group)
        .ToDictionary(g => g.Key, g => new LearnedCost(Median([.. g.Select(r => r.Seconds).Order()]), g.Average(r => r.Bytes), g.Count(), g.Max(r => r.Memory))));

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
