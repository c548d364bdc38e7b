using System.Globalization;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A sweep's results for people.</summary>
internal static class ResultsPrinter
{
    /// <summary>A row a trial: what varies, its state and its figures.</summary>
    /// <param name="chosen">The measurements to show; null: the main ones.</param>
    public static void Table(IReadOnlyList<TrialRow> trials, TextWriter output, IReadOnlyList<string>? chosen = null)
    {
        var (columns, rows) = Cells(trials, chosen);
        PlainTable.Write(output, columns, rows);
    }

    /// <summary>The same table in Markdown.</summary>
    public static string Markdown(IReadOnlyList<TrialRow> trials, IReadOnlyList<string>? chosen)
    {
        var (columns, rows) = Cells(trials, chosen);
        return SpreadPrinter.Markdown(columns, rows);
    }

    /// <summary>The same table in LaTeX.</summary>
    public static string Latex(IReadOnlyList<TrialRow> trials, IReadOnlyList<string>? chosen)
    {
        var (columns, rows) = Cells(trials, chosen);
        return LatexTable.Write(columns, rows, words: Enumerable.Range(0, columns.Count).First(i => columns[i] == "state") + 1);
    }

    private static (IReadOnlyList<string> Columns, IEnumerable<string[]> Rows) Cells(IReadOnlyList<TrialRow> trials, IReadOnlyList<string>? chosen)
    {
        var table = ResultsTable.Of(trials, chosen ?? ResultsTable.MainMetricsOf(trials));
        // Reasons are sentences; they stand below the table, a line each.
        var shown = table.Columns.Remove("reason");
        // What comes before the state was asked for, and is shown as it was.
        var measured = shown.IndexOf("state");
        return (shown, table.Rows.Select(row => shown.Select((column, i) => i < measured ? ResultsCsv.Text(row[i]) : Cell(row[i], column)).ToArray()));
    }

    /// <summary>A line for each trial that failed, with the reason.</summary>
    public static IReadOnlyList<string> Failures(IReadOnlyList<FailedTrialRow> trials) =>
        [.. trials.Select(t => $"trial {t.Number} ({t.Method} {AxesText.Of(t.Axes)}) failed: {t.Reason}")];

    /// <summary>A line for each number that was measured but is no result, with the reason.</summary>
    public static IReadOnlyList<string> Rejections(IReadOnlyList<TrialRow> trials) =>
        [.. trials.SelectMany(t => t.Measurements.Where(m => m.Value.Rejection is not null)
            .Select(m => $"trial {t.Number}: {m.Key} is not reported: {m.Value.Rejection}"))];

    private static string Cell(object? cell, string column) => cell switch
    {
        double share when column.Contains("_accuracy", StringComparison.Ordinal) => share.ToString("P1", CultureInfo.InvariantCulture),
        double ratio when column == "sparsity" => ratio.ToString("P2", CultureInfo.InvariantCulture),
        double whole when whole == Math.Floor(whole) && Math.Abs(whole) >= 1000 => whole.ToString("N0", CultureInfo.InvariantCulture),
        double seconds when column is "train_seconds" or "latency_ms" => seconds.ToString("F1", CultureInfo.InvariantCulture),
        _ => ResultsCsv.Text(cell),
    };
}
