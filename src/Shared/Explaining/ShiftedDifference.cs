using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>
/// The second test set of an evaluation. Its content comes from its files and not from what the sweep file says, so it is told apart from what a trial
/// that is planned again can show.
/// </summary>
internal static class ShiftedDifference
{
    public const string Key = $"evaluation.{EvaluationSection.ShiftedName}";

    private const string Member = "shifted";

    /// <summary>The path as recipes alone would have made it.</summary>
    public static ImmutableArray<KnownStage> Without(ImmutableArray<KnownStage> path) => [.. path.Select(Without)];

    public static IEnumerable<StageDifference> Between(KnownStage stage, KnownStage other)
    {
        var (own, others) = (Of(stage), Of(other));
        var (name, otherName) = (Text(own?["data"]?["name"]), Text(others?["data"]?["name"]));
        var (content, otherContent) = (Text(own?["fingerprint"]), Text(others?["fingerprint"]));
        if (name != otherName) yield return new(DifferenceOf.Setting, Key, name, otherName, stage.Kind, [Member]);
        else if (content != otherContent) yield return new(DifferenceOf.Data, Key, content, otherContent, stage.Kind, [Member]);
    }

    private static KnownStage Without(KnownStage stage)
    {
        if (Of(stage) is not { } member) return stage;
        var settings = member.Parent!.AsObject();
        settings.Remove(Member);
        return stage with { Settings = Encoding.UTF8.GetBytes(settings.ToJsonString()) };
    }

    private static JsonNode? Of(KnownStage stage) => StageKinds.IsEvaluation(stage.Kind) ? JsonNode.Parse(stage.Settings.Span)?[Member] : null;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
