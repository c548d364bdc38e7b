using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>What a sweep's results were made of and with.</summary>
/// <param name="DataFingerprints">Of the present plan's stages, the most frequent first.</param>
/// <param name="MadeWith">What the slots told of themselves, as version, runtime and device: by name, then the most frequent first.</param>
public sealed record SweepOrigins(ImmutableArray<string> DataFingerprints, ImmutableArray<OriginFact> MadeWith)
{
    private const string OfThePlan = """
        SELECT p.stage_key FROM trial_stages p
        JOIN sweep_trials t ON t.sweep_id = p.sweep_id AND t.trial_id = p.trial_id AND t.dropped_at IS NULL WHERE p.sweep_id = $1
        """;

    internal static SweepOrigins Read(SqlSession sql, SweepId sweep) => new(
        [
            .. sql.Query(
                $"SELECT data_fingerprint FROM stages WHERE key IN ({OfThePlan}) GROUP BY data_fingerprint ORDER BY COUNT(*) DESC, data_fingerprint LIMIT 20",
                row => row.GetString(0), sweep.Value),
        ],
        [
            .. sql.Query(
                $"""
                SELECT j.key, CAST(j.value AS TEXT), COUNT(*)
                FROM stages g JOIN attempts a ON a.stage_key = g.key AND a.number = g.result_attempt,
                    json_each(CASE WHEN json_valid(a.provenance) THEN a.provenance ELSE '[]' END) j
                WHERE g.key IN ({OfThePlan}) AND j.type NOT IN ('null', 'object', 'array') AND j.key NOT IN ('steps', 'peak_memory_bytes', '{MeasuredMemory.Fact}')
                GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2 LIMIT 200
                """,
                row => new OriginFact(row.GetString(0), row.GetString(1), row.GetInt32(2)), sweep.Value),
        ]);
}

/// <param name="Stages">Whose results were made with it.</param>
public sealed record OriginFact(string Name, string Value, int Stages);
