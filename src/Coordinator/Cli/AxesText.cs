using System.Text.Json;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A trial's axes for people: <c>criterion=l2 seed=1</c>.</summary>
internal static class AxesText
{
    /// <param name="json">A JSON object, see <see cref="Shared.Model.TrialSpec.Axes"/>.</param>
    public static string Of(string json)
    {
        using var axes = JsonDocument.Parse(json);
        return string.Join(' ', axes.RootElement.EnumerateObject().Where(a => a.Name != "method" && a.Value.ValueKind != JsonValueKind.Null).Select(a => $"{a.Name}={a.Value}"));
    }
}
