using System.Collections.Immutable;
using System.Text.Json;
using AdaSapSweep.Shared.Store.Columns;

namespace AdaSapSweep.Shared.Store.Results;

/// <summary>Trials as a table: number, what varies (an axis that is measured as well is called asked_NAME), state, the accepted measurements that any of them has, cost, reason.</summary>
/// <param name="Rows">
/// Each has a cell a column: null, <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>.
/// </param>
public sealed record ResultsTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<object?>> Rows)
{
    /// <summary>The figures that people compare trials by come first, in this order; any other follows by name.</summary>
    private static readonly string[] MainMetrics =
        ["clean_accuracy", "pgd_accuracy", "corruption_accuracy", "mce", "shifted_accuracy", "parameters", "macs", "sparsity", "latency_ms"];

    internal const string Method = "method";
    private const string Asked = "asked_";

    /// <param name="chosen">The measurements to show; null: all that any trial has.</param>
    public static ResultsTable Of(IReadOnlyList<TrialRow> trials, IReadOnlyList<string>? chosen = null)
    {
        var axesOf = trials.Select(AxesOf).ToList();
        var axes = axesOf.SelectMany(a => a.Keys).Where(a => a != Method).ToImmutableSortedSet(StringComparer.Ordinal);
        var metrics = chosen ?? [.. MainMetricsOf(trials), .. Present(trials).Except(MainMetrics)];
        // A column name must name one column: sparsity is asked for by an axis and measured by the evaluation.
        var axisColumns = axes.Select(a => metrics.Contains(a) ? Asked + a : a);
        var rows = trials.Zip(axesOf, (trial, values) => (ImmutableArray<object?>)
        [
            (long)trial.Number, trial.Method,
            .. axes.Select(a => values.GetValueOrDefault(a)),
            trial.State.ToColumn(),
            .. metrics.Select(m => trial.Measurements.TryGetValue(m, out var found) && found.Rejection is null ? (object)found.Value : null),
            trial.TrainSeconds, trial.Reason,
        ]);
        return new(["number", Method, .. axisColumns, "state", .. metrics, "train_seconds", "reason"], [.. rows]);
    }

    /// <summary>The figures that people compare trials by, as far as any trial has them.</summary>
    public static IReadOnlyList<string> MainMetricsOf(IReadOnlyList<TrialRow> trials)
    {
        var present = Present(trials);
        return [.. MainMetrics.Where(present.Contains)];
    }

    /// <summary>What varies and what it is in this trial: null, <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>.</summary>
    public static Dictionary<string, object?> AxesOf(TrialRow trial)
    {
        using var document = JsonDocument.Parse(trial.Axes);
        var axes = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject()) axes[member.Name] = Cell(member.Value);
        return axes;
    }

    private static ImmutableSortedSet<string> Present(IReadOnlyList<TrialRow> trials) =>
        trials.SelectMany(t => t.Measurements).Where(m => m.Value.Rejection is null).Select(m => m.Key).ToImmutableSortedSet(StringComparer.Ordinal);

    private static object? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? (object)whole : value.GetDouble(),
        _ => value.GetRawText(),
    };
}
