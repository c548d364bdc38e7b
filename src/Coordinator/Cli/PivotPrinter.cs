using System.Collections.Immutable;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>A table as papers have it: one axis down, another across, in each cell the mean and spread of one measurement over all trials there.</summary>
internal static class PivotPrinter
{
    /// <param name="asked">As <c>method/sparsity</c>.</param>
    /// <exception cref="UsageException">Not two axes that the trials have.</exception>
    public static (List<string> Columns, List<string[]> Rows) ForPeople(IReadOnlyList<TrialRow> trials, string asked, ImmutableArray<string> metrics)
    {
        if (asked.Split('/', StringSplitOptions.TrimEntries) is not [var down, var across] || down == across)
            throw new UsageException($"adasap: --pivot: '{asked}' is no pair of axes; expected ROWS/COLUMNS, as method/sparsity");
        if (metrics is not [var metric]) throw new UsageException("adasap: --pivot shows one measurement: name it with --columns, as --columns pgd_accuracy");
        var axes = trials.SelectMany(t => ResultsTable.AxesOf(t).Keys).Append("method").Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var axis in (string[])[down, across]) KnownWord.Require(axis, axes, "--pivot", "axis");
        var cells = trials.Select(t => (Row: TrialConditions.Find(t, down) ?? "", Column: TrialConditions.Find(t, across) ?? "", Value: TrialConditions.Number(TrialConditions.Find(t, metric))))
            .Where(c => c.Value is not null).ToLookup(c => (c.Row, c.Column), c => c.Value!.Value);
        var (rows, columns) = (Ordered(cells.Select(c => c.Key.Row)), Ordered(cells.Select(c => c.Key.Column)));
        return ([$"{metric}: {down} / {across}", .. columns], [.. rows.Select(row => (string[])[row, .. columns.Select(column => SpreadPrinter.Text(Spread.Of([.. cells[(row, column)]]), metric, signed: false))])]);
    }

    private static List<string> Ordered(IEnumerable<string> values)
    {
        var all = values.Distinct().ToList();
        return all.All(v => v.Length == 0 || TrialConditions.Number(v) is not null) ? [.. all.OrderBy(TrialConditions.Number)] : all;
    }
}
