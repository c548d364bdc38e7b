using System.Collections.Immutable;
using System.CommandLine;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap results</c>: a row a trial, or a row for all trials that differ by the seed alone.</summary>
internal static class ResultsVerb
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "csv", "json", "md", "latex");
        var over = new Option<string?>("--over") { Description = "One row for all trials that differ by this axis alone, as seed: mean ± standard deviation", HelpName = "AXIS" };
        var against = new Option<string?>("--against") { Description = "With --over: differences from the trials with that value, as method=sgd-prune, paired by the axis", HelpName = "AXIS=VALUE" };
        var baseline = new Option<string?>("--mce-baseline")
        {
            Description = "Add corruption errors over those of a baseline: alexnet (ImageNet-C), a trial's number, or AXIS=VALUE for the mean of the trials with that value",
            HelpName = "BASELINE",
        };
        var columns = new Option<string?>("--columns") { Description = "The measurements to show, as clean_accuracy,relative_robustness or corruption_accuracy.*; the main ones without it", HelpName = "NAMES" };
        var where = new Option<string?>("--where") { Description = "Only trials for which all of this holds, as method=adasap,size_ratio<=0.5: axes, measurements, state, number", HelpName = "CONDITIONS" };
        var sort = new Option<string?>("--sort") { Description = "Order by an axis or a measurement; -NAME: largest first", HelpName = "NAME" };
        var pivot = new Option<string?>("--pivot") { Description = "A paper's table: one axis down, one across, as method/sparsity, and mean ± standard deviation of one measurement in each cell", HelpName = "ROWS/COLUMNS" };
        var command = new Command("results", "Show the results of a sweep. The table has the main figures, csv and json have all.") { store, sweep, format, over, against, baseline, columns, where, sort, pivot };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var trials = TrialOrder.Of(TrialConditions.Keep(reader.Query.Trials(found.Id), parsed.GetValue(where)), parsed.GetValue(sort));
            if (parsed.GetValue(baseline) is { } name) trials = MceBaseline.Compare(trials, name);
            var names = ChosenMeasurements.Of(trials, parsed.GetValue(columns));
            if (parsed.GetValue(pivot) is { } asked)
            {
                if (parsed.GetValue(over) is not null) throw new UsageException("adasap: --pivot has one cell for all trials of two axes; leave --over out, and use --where to choose trials");
                await WriteForPeople(PivotPrinter.ForPeople(trials, asked, names ?? []), parsed.GetValue(format)!, "--pivot", words: 1);
            }
            else if (parsed.GetValue(over) is { } axis) await WriteSpread(Spread(trials, axis, parsed.GetValue(against), names), parsed.GetValue(format)!);
            else if (parsed.GetValue(against) is not null) throw new UsageException("adasap: --against goes with --over");
            else await Write(found, trials, names, parsed.GetValue(format)!);
            foreach (var line in ResultsPrinter.Rejections(trials)) await Console.Error.WriteLineAsync($"adasap: {line}");
            return ExitCode.Ok;
        }));
        return command;
    }

    private static async Task Write(SweepRow sweep, IReadOnlyList<TrialRow> trials, ImmutableArray<string>? names, string format)
    {
        switch (format)
        {
            case "csv": await Console.Out.WriteAsync(ResultsCsv.Write(ResultsTable.Of(trials, names))); break;
            case "json": await Console.Out.WriteAsync(ResultsJson.Write(sweep, trials)); break;
            case "md": await Console.Out.WriteAsync(ResultsPrinter.Markdown(trials, names)); break;
            case "latex": await Console.Out.WriteAsync(ResultsPrinter.Latex(trials, names)); break;
            default: ResultsPrinter.Table(trials, Console.Out, names); break;
        }
    }

    private static async Task WriteSpread(SpreadTable table, string format)
    {
        if (format == "csv") await Console.Out.WriteAsync(SpreadPrinter.Csv(table));
        else await WriteForPeople(SpreadPrinter.ForPeople(table), format, "--over", table.Axes.Length);
    }

    private static async Task WriteForPeople((List<string> Columns, List<string[]> Rows) table, string format, string flag, int words)
    {
        switch (format)
        {
            case "csv" or "json": throw new UsageException($"adasap: {flag} has no {format}; expected --format table, md{(flag == "--over" ? ", csv" : "")} or latex");
            case "md": await Console.Out.WriteAsync(SpreadPrinter.Markdown(table.Columns, table.Rows)); break;
            case "latex": await Console.Out.WriteAsync(LatexTable.Write(table.Columns, table.Rows, words)); break;
            default: PlainTable.Write(Console.Out, table.Columns, table.Rows); break;
        }
    }

    private static SpreadTable Spread(IReadOnlyList<TrialRow> trials, string over, string? against, ImmutableArray<string>? names)
    {
        var axes = trials.SelectMany(ResultsTable.AxesOf).ToLookup(a => a.Key, a => ResultsCsv.Text(a.Value), StringComparer.Ordinal);
        KnownWord.Require(over, [.. axes.Select(a => a.Key)], "--over", "axis");
        (string, string)? compared = null;
        if (against?.Split('=', 2) is [var axis, var value])
        {
            KnownWord.Require(axis, [.. axes.Select(a => a.Key)], "--against", "axis");
            KnownWord.Require(value, [.. axes[axis].Distinct()], $"--against: {axis}", "value");
            compared = (axis, value);
        }
        else if (against is not null) throw new UsageException($"adasap: --against: '{against}' is no pair; expected AXIS=VALUE, as method=sgd-prune");
        return SpreadTable.Of(trials, over, compared, names ?? [.. ResultsTable.MainMetricsOf(trials)]);
    }
}
