using System.Text.Json;
using System.Text.Json.Nodes;
using AdaSapSweep.Shared.Explaining;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The answer of <c>why</c> as one JSON document.</summary>
internal static class WhyJson
{
    public static string Write(WhyTold told) => JsonSerializer.Serialize(new
    {
        sweep = told.Sweep.Name,
        trial = told.Trial is not { } trial ? null : new
        {
            id = trial.Id.Value,
            number = trial.Known.Number,
            axes = JsonNode.Parse(trial.Axes),
            state = Word(trial.State),
            reason = trial.Reason,
            dropped = trial.Dropped,
        },
        stages = Enumerable.Range(told.First, told.Stages.Count - told.First).Select(index => Stage(told, index)),
    });

    private static object Stage(WhyTold told, int index)
    {
        var (path, story, cause) = told.Stages[index];
        return new
        {
            key = story.Key.Value,
            kind = path[^1].Kind,
            state = Word(story.State),
            reason = story.Reason,
            artifact_deleted = story.ArtifactDeleted,
            explanation = WhyText.Stage(told, index),
            nearest = cause.Nearest?.Key.Value,
            nearest_trial = cause.NearestTrial is { } nearest ? new { sweep = nearest.Sweep, number = nearest.Number } : null,
            differences = cause.Differences.Select(Difference),
            users = story.Users.Select(u => new { sweep = u.Sweep, trials = u.Trials }),
            attempts = story.Attempts.Select(a => new
            {
                number = a.Number.Value,
                slot = a.Slot.Value,
                state = Word(a.State),
                granted_because = a.LeaseReason,
                failure = a.Failure is { } failure ? Word(failure) : null,
                failure_reason = a.FailureReason,
                started_at = a.StartedAt,
                ended_at = a.EndedAt,
            }),
        };
    }

    private static object Difference(StageDifference difference) => new
    {
        of = Word(difference.Of),
        name = difference.Name,
        own = difference.Own,
        nearest = difference.Other,
        stage = difference.Kind,
        fields = difference.Fields,
    };

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
