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

    private const string Columns = "SELECT key, state, last_attempt, counted_after, result_attempt IS NOT NULL FROM stages";
    private const string ArtifactColumns = "SELECT stage_key, path, bytes, sha256, deleted_at IS NOT NULL FROM artifacts";

    /// <summary>Those of the plan's stages that the store has.</summary>
    public Dictionary<StageKey, StoredStage> Read(ImmutableArray<StageSpec> planned)
    {
        var found = new Dictionary<StageKey, StoredStage>(planned.Length);
        if (planned.Length <= MostLookups)
        {
            foreach (var stage in planned)
            {
                var key = stage.Key.Value;
                sql.Each(Columns + " WHERE key = $1", row => found.Add(stage.Key, ReadStage(row)), key);
                sql.Each(ArtifactColumns + " WHERE stage_key = $1", row => AddArtifact(found, stage.Key, row), key);
            }

            return found;
        }

        var wanted = planned.Select(s => s.Key).ToHashSet();
        sql.Each(Columns, row =>
        {
            var key = new StageKey(row.GetString(0));
            if (wanted.Contains(key)) found.Add(key, ReadStage(row));
        });
        sql.Each(ArtifactColumns, row => AddArtifact(found, new(row.GetString(0)), row));
        return found;
    }

    /// <param name="stages">That the store does not have; parents come before their children.</param>
    public void Add(IEnumerable<StageSpec> stages, string at)
    {
        const string insert = """
            INSERT INTO stages (key, parent, kind, recipe_version, settings, data_fingerprint, work, state, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8)
            """;
        foreach (var stage in stages)
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

    private static StoredStage ReadStage(SqliteDataReader row) => new(
        StateColumns.StageStateFromColumn(row.GetString(1)), new(row.GetInt32(2)), new(row.GetInt32(3)), row.GetBoolean(4), null, false);

    private static void AddArtifact(Dictionary<StageKey, StoredStage> found, StageKey key, SqliteDataReader row)
    {
        if (!found.TryGetValue(key, out var stage)) return;
        found[key] = stage with { Artifact = new(row.GetString(1), row.GetInt64(2), row.GetString(3)), ArtifactDeleted = row.GetBoolean(4) };
    }
}

/// <param name="CountedAfter">Failures of attempts up to this one do not count any more.</param>
/// <param name="HasResults">It succeeded once, and may run again for its artifact.</param>
internal sealed record StoredStage(
    StageState State, AttemptNumber LastAttempt, AttemptNumber CountedAfter, bool HasResults, ArtifactRecord? Artifact, bool ArtifactDeleted);
