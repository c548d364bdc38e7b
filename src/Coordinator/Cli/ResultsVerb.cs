using System.Collections.Immutable;
using System.CommandLine;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;
using AdaSapSweep.Shared.SweepFiles.Checking;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap results</c>: a row a trial, or a row for all trials that differ by the seed alone.</summary>
internal static class ResultsVerb
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "csv", "json", "md");
        var over = new Option<string?>("--over") { Description = "One row for all trials that differ by this axis alone, as seed: mean ± standard deviation", HelpName = "AXIS" };
        var against = new Option<string?>("--against") { Description = "With --over: differences from the trials with that value, as method=sgd-prune, paired by the axis", HelpName = "AXIS=VALUE" };
        var columns = new Option<string?>("--columns") { Description = "The measurements to show, as clean_accuracy,relative_robustness; the main ones without it", HelpName = "NAMES" };
        var command = new Command("results", "Show the results of a sweep. The table has the main figures, csv and json have all.") { store, sweep, format, over, against, columns };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var trials = reader.Query.Trials(found.Id);
            var names = Names(trials, parsed.GetValue(columns));
            if (parsed.GetValue(over) is { } axis) await WriteSpread(Spread(trials, axis, parsed.GetValue(against), names), parsed.GetValue(format)!);
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
            default: ResultsPrinter.Table(trials, Console.Out, names); break;
        }
    }

    private static async Task WriteSpread(SpreadTable table, string format)
    {
        var (columns, rows) = SpreadPrinter.ForPeople(table);
        switch (format)
        {
            case "csv": await Console.Out.WriteAsync(SpreadPrinter.Csv(table)); break;
            case "json": throw new UsageException("adasap: --over has no json; expected --format table, csv or md");
            case "md": await Console.Out.WriteAsync(SpreadPrinter.Markdown(columns, rows)); break;
            default: PlainTable.Write(Console.Out, columns, rows); break;
        }
    }

    private static SpreadTable Spread(IReadOnlyList<TrialRow> trials, string over, string? against, ImmutableArray<string>? names)
    {
        var axes = trials.SelectMany(ResultsTable.AxesOf).ToLookup(a => a.Key, a => ResultsCsv.Text(a.Value), StringComparer.Ordinal);
        Require(over, [.. axes.Select(a => a.Key)], "--over", "axis");
        (string, string)? compared = null;
        if (against?.Split('=', 2) is [var axis, var value])
        {
            Require(axis, [.. axes.Select(a => a.Key)], "--against", "axis");
            Require(value, [.. axes[axis].Distinct()], $"--against: {axis}", "value");
            compared = (axis, value);
        }
        else if (against is not null) throw new UsageException($"adasap: --against: '{against}' is no pair; expected AXIS=VALUE, as method=sgd-prune");
        return SpreadTable.Of(trials, over, compared, names ?? [.. ResultsTable.MainMetricsOf(trials)]);
    }

    private static ImmutableArray<string>? Names(IReadOnlyList<TrialRow> trials, string? asked)
    {
        if (asked is null) return null;
        var known = trials.SelectMany(t => t.Measurements.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        ImmutableArray<string> names = [.. asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        foreach (var name in names) Require(name, known, "--columns", "measurement");
        return names;
    }

    private static void Require(string word, List<string> known, string flag, string what)
    {
        if (known.Contains(word, StringComparer.Ordinal)) return;
        var hint = NearestWord.Of(word, known) is { } meant ? $"did you mean '{meant}'?" : known.Count == 0 ? "there is none yet" : $"there are {string.Join(", ", known.Take(20))}";
        throw new UsageException($"adasap: {flag}: there is no {what} '{word}'; {hint}");
    }
}
