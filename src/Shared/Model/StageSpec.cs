using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Model;

/// <summary>A stage of the plan: what is run, on what data, after which parent.</summary>
/// <param name="Settings">Canonical JSON, see <see cref="StageJson"/>.</param>
/// <param name="DataFingerprint">SHA-256 over the content of the data set.</param>
/// <param name="Work">Planned work in units of one forward pass over one training image of the network; orders and estimates stages, never part of the key.</param>
public sealed record StageSpec(
    StageKey Key,
    StageKey? Parent,
    string Kind,
    int RecipeVersion,
    string Settings,
    string DataFingerprint,
    double Work)
{
    public static StageSpec Create(string kind, IStageSettings settings, string dataFingerprint, StageKey? parent, double work)
    {
        var version = StageKinds.VersionOf(kind);
        var json = StageJson.Write(settings);
        return new(KeyOf(kind, version, json, dataFingerprint, parent), parent, kind, version, json, dataFingerprint, work);
    }

    /// <param name="settings">Canonical JSON; it goes into the key as it is, which keeps the planning of a large sweep fast.</param>
    public static StageKey KeyOf(string kind, int recipeVersion, string settings, string dataFingerprint, StageKey? parent) =>
        StageKey.Of(string.Create(CultureInfo.InvariantCulture,
            $$"""{"data":{{Text(dataFingerprint)}},"kind":{{Text(kind)}},"parent":{{Text(parent?.Value)}},"recipe_version":{{recipeVersion}},"settings":{{settings}}}"""));

    private static string Text(string? value) => JsonSerializer.Serialize(value);
}
