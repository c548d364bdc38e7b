using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Means and spreads, for people and as csv.</summary>
internal static class SpreadPrinter
{
    /// <summary>As 62.3 ± 1.1 %, and what is compared with a sign, as +1.9 ± 0.8.</summary>
    public static (List<string> Columns, List<string[]> Rows) ForPeople(SpreadTable table)
    {
        List<string> columns = [.. table.Axes, "trials"];
        foreach (var metric in table.Metrics) columns.AddRange(table.Compared ? [metric, "difference"] : [metric]);
        return (columns, [.. table.Rows.Select(row => (string[])
        [
            .. row.Axes.Select(a => a ?? ""), row.Trials.ToString(CultureInfo.InvariantCulture),
            .. table.Metrics.SelectMany((metric, i) => (string[])
                [Text(row.Values[i], metric, signed: false), .. table.Compared ? [Text(row.Differences[i], metric, signed: true)] : Array.Empty<string>()]),
        ])]);
    }

    /// <summary>Every number in a column of its own, unrounded.</summary>
    public static string Csv(SpreadTable table)
    {
        List<string> columns = [.. table.Axes, "trials"];
        foreach (var metric in table.Metrics)
        {
            columns.AddRange([metric, metric + "_deviation"]);
            if (table.Compared) columns.AddRange([metric + "_difference", metric + "_difference_deviation", metric + "_pairs"]);
        }
        var text = new StringBuilder().AppendJoin(',', columns).Append('\n');
        foreach (var row in table.Rows)
        {
            List<object?> cells = [.. row.Axes, row.Trials];
            for (var i = 0; i < table.Metrics.Length; i++)
            {
                cells.AddRange([row.Values[i]?.Mean, row.Values[i]?.Deviation]);
                if (table.Compared) cells.AddRange([row.Differences[i]?.Mean, row.Differences[i]?.Deviation, row.Differences[i]?.Count ?? 0]);
            }
            text.AppendJoin(',', cells.Select(ResultsCsv.Text)).Append('\n');
        }
        return text.ToString();
    }

    public static string Markdown(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (var row in rows) text.Append("| ").AppendJoin(" | ", row.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        return text.ToString();
    }

    public static string Text(Spread? spread, string metric, bool signed)
    {
        if (spread is not { } found) return "";
        var share = IsShare(metric);
        var (scale, format) = share ? (100.0, "0.0") : Math.Abs(found.Mean) >= 1000 || metric is "parameters" or "macs" ? (1.0, "#,0") : (1.0, "0.####");
        var sign = signed && found.Mean > 0 ? "+" : "";
        var spreadText = found.Deviation is { } deviation ? $" ± {(deviation * scale).ToString(format, CultureInfo.InvariantCulture)}" : "";
        return $"{sign}{(found.Mean * scale).ToString(format, CultureInfo.InvariantCulture)}{spreadText}{(share && !signed ? " %" : "")}";
    }

    /// <summary>Shown in percent.</summary>
    public static bool IsShare(string metric) =>
        metric.EndsWith("_accuracy", StringComparison.Ordinal) || metric.EndsWith("_gap", StringComparison.Ordinal) || metric.StartsWith("corruption_accuracy.", StringComparison.Ordinal) ||
        metric.StartsWith("layer_sparsity.", StringComparison.Ordinal) ||
        metric is "sparsity" or "relative_robustness" or "relative_robustness_shifted" or "robust_overfitting" or "clean_difference" or "sparse_macs_ratio";
}
