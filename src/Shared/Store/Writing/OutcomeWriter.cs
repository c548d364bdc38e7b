using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;
using AdaSapSweep.Shared.Store.Sqlite;

namespace AdaSapSweep.Shared.Store.Writing;

/// <summary>The numbers and the artifact of a stage. Its first results are the ones that stay: a stage that runs again, for its artifact, only replaces that.</summary>
internal sealed class OutcomeWriter(SqlSession sql)
{
    public void Write(StageKey stage, StageOutcome outcome, string at)
    {
        WriteEpochs(stage, outcome.Epochs);
        // What was rejected goes first, so that a name that is in both is no result.
        foreach (var r in outcome.Rejected) WriteMeasurement(stage, r.Name, r.Value, false, r.Reason);
        foreach (var m in outcome.Measurements) WriteMeasurement(stage, m.Name, m.Value, m.IsTiming, null);
        if (outcome.Artifact is { } artifact) WriteArtifact(stage, artifact, at);
    }

    public void WriteEpochs(StageKey stage, ImmutableArray<EpochMetric> epochs)
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
        const string insert = """
            INSERT INTO measurements (stage_key, name, value, value_kind, is_timing, rejection) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (stage_key, name) DO NOTHING
            """;
        var number = StoredNumber.Of(value);
        sql.Execute(insert, stage.Value, name, number.Value, number.Kind, isTiming ? 1 : 0, rejection);
    }

    private void WriteArtifact(StageKey stage, ArtifactRecord artifact, string at) => sql.Execute(
        "INSERT OR REPLACE INTO artifacts (stage_key, path, bytes, sha256, created_at) VALUES ($1, $2, $3, $4, $5)",
        stage.Value, artifact.Path, artifact.Bytes, artifact.Sha256, at);
}
