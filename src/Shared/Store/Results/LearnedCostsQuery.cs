using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

internal static class LearnedCostsQuery
{
    // The newest are of the machine and the program at hand; the bound keeps the question cheap in a store of any size.
    private const string Newest = $"""
        SELECT g.kind, g.settings, a.train_seconds / g.work, COALESCE(f.bytes, 0), CAST(json_extract(a.provenance, '$.peak_memory_bytes') AS INTEGER),
            CAST(json_extract(a.provenance, '$.{MeasuredMemory.Fact}') AS INTEGER), json_extract(a.provenance, '$.device') IS NOT 'cpu'
        FROM (SELECT stage_key, train_seconds, provenance FROM attempts WHERE state = 'succeeded' ORDER BY rowid DESC LIMIT 5000) a
        JOIN stages g ON g.key = a.stage_key
        LEFT JOIN artifacts f ON f.stage_key = a.stage_key
        WHERE g.work > 0 AND a.train_seconds > 0
        """;

    public static LearnedCosts Read(SqlSession sql) => new(sql
        .Query(Newest, row => new Ran(
            StageGroup.Of(row.GetString(0), row.GetString(1)), row.GetDouble(2), row.GetDouble(3), Bytes(row, 4), Bytes(row, 5), row.GetBoolean(6)))
        .GroupBy(r => r.Group)
        .ToDictionary(g => g.Key, g => new LearnedCost(Median([.. g.Select(r => r.Seconds).Order()]), g.Average(r => r.Bytes), g.Count(), g.Max(r => r.Process))
        {
            CpuMemoryBytes = g.Where(r => !r.OnGpu).Max(r => r.Stage),
            GpuMemoryBytes = g.Where(r => r.OnGpu).Max(r => r.Stage),
        }));

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static long? Bytes(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    /// <param name="Process">The most that its process had held.</param>
    /// <param name="Stage">The most that was taken while it ran.</param>
    private readonly record struct Ran(StageGroup Group, double Seconds, double Bytes, long? Process, long? Stage, bool OnGpu);
}
