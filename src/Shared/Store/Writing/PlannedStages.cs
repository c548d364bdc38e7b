using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>The stages of a plan against those that the store has: read in bulk, compared in memory, and only what is new is written.</summary>
internal sealed class PlannedStages(SqlSession sql)
{
    /// <summary>Up to here a look-up for each stage is quicker than reading a table that may hold many more.</summary>
    private const int MostLookups = 20_000;

    private const string Columns = """
        SELECT g.key, g.state, g.last_attempt, g.counted_after, g.result_attempt IS NOT NULL, f.path, f.bytes, f.sha256, f.deleted_at IS NOT NULL
        FROM stages g LEFT JOIN artifacts f ON f.stage_key = g.key
        """;

    /// <summary>Those of the plan's stages that the store has.</summary>
    public Dictionary<StageKey, StoredStage> Read(ImmutableArray<StageSpec> planned)
    {
        var found = new Dictionary<StageKey, StoredStage>(planned.Length);
        if (planned.Length <= MostLookups)
        {
            foreach (var stage in planned) sql.Each(Columns + " WHERE g.key = $1", row => found.Add(stage.Key, ReadStage(row)), stage.Key.Value);
            return found;
        }

        var wanted = planned.Select(s => s.Key).ToHashSet();
        sql.Each(Columns, row =>
        {
            var key = new StageKey(row.GetString(0));
            if (wanted.Contains(key)) found.Add(key, ReadStage(row));
        });
        return found;
    }

    /// <param name="stages">That the store does not have; parents come before their children.</param>
    public void Add(IEnumerable<StageSpec> stages, string at)
    {
        const string insert = """
            INSERT INTO stages (key, parent, kind, recipe_version, settings, data_fingerprint, work, state, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8)
            """;
        foreach (var stage in ByGeneration(stages))
        {
            sql.Execute(
                insert, stage.Key.Value, stage.Parent?.Value, stage.Kind, stage.RecipeVersion, stage.Settings, stage.DataFingerprint, stage.Work, at);
        }
    }

    /// <summary>Takes stages out of quarantine: what failed before no longer counts.</summary>
    public void PutBack(IEnumerable<StageKey> stages, string reason, string at)
    {
        const string back = """
            UPDATE stages SET state = 'pending', reason = $2, changed_at = $3, counted_after = last_attempt
            WHERE key = $1 AND state IN ('failed', 'skipped')
            """;
        foreach (var stage in stages) sql.Execute(back, stage.Value, reason, at);
    }

    /// <summary>A stage that was to run again for its artifact has its results: whether the artifact is still needed is decided anew.</summary>
    public void Close(IEnumerable<StageKey> reopened, string at)
    {
        foreach (var stage in reopened)
            sql.Execute("UPDATE stages SET state = 'succeeded', reason = NULL, changed_at = $2 WHERE key = $1", stage.Value, at);
    }

    /// <summary>Each generation by key: neighbours in a b-tree go in one after the other, which is what makes a large plan quick to write.</summary>
    private static IEnumerable<StageSpec> ByGeneration(IEnumerable<StageSpec> stages)
    {
        var depths = new Dictionary<StageKey, int>();
        foreach (var stage in stages)
            depths.Add(stage.Key, stage.Parent is { } parent && depths.TryGetValue(parent, out var above) ? above + 1 : 0);
        return stages.OrderBy(s => depths[s.Key]).ThenBy(s => s.Key.Value, StringComparer.Ordinal);
    }

    private static StoredStage ReadStage(SqliteDataReader row) => new(
        StateColumns.StageStateFromColumn(row.GetString(1)), new(row.GetInt32(2)), new(row.GetInt32(3)), row.GetBoolean(4),
        row.IsDBNull(5) ? null : new(row.GetString(5), row.GetInt64(6), row.GetString(7)), row.GetBoolean(8));
}

/// <param name="CountedAfter">Failures of attempts up to this one do not count any more.</param>
/// <param name="HasResults">It succeeded once, and may run again for its artifact.</param>
internal sealed record StoredStage(
    StageState State, AttemptNumber LastAttempt, AttemptNumber CountedAfter, bool HasResults, ArtifactRecord? Artifact, bool ArtifactDeleted);
