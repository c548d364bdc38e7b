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
        var format = CommonOptions.Format("table", "csv", "json", "md");
        var over = new Option<string?>("--over") { Description = "One row for all trials that differ by this axis alone, as seed: mean ± standard deviation", HelpName = "AXIS" };
        var against = new Option<string?>("--against") { Description = "With --over: differences from the trials with that value, as method=sgd-prune, paired by the axis", HelpName = "AXIS=VALUE" };
        var baseline = new Option<string?>("--mce-baseline")
        {
            Description = "Add corruption errors over those of a baseline: alexnet (ImageNet-C), a trial's number, or AXIS=VALUE for the mean of the trials with that value",
            HelpName = "BASELINE",
        };
        var columns = new Option<string?>("--columns") { Description = "The measurements to show, as clean_accuracy,relative_robustness or corruption_accuracy.*; the main ones without it", HelpName = "NAMES" };
        var command = new Command("results", "Show the results of a sweep. The table has the main figures, csv and json have all.") { store, sweep, format, over, against, baseline, columns };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var trials = reader.Query.Trials(found.Id);
            if (parsed.GetValue(baseline) is { } name) trials = MceBaseline.Compare(trials, name);
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

    private static ImmutableArray<string>? Names(IReadOnlyList<TrialRow> trials, string? asked)
    {
        if (asked is null) return null;
        var known = trials.SelectMany(t => t.Measurements.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var words = asked.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        ImmutableArray<string> names = [.. words.SelectMany(word => word.Contains('*', StringComparison.Ordinal) ? known.Where(name => Fits(name, word)) : [word])];
        foreach (var name in names) KnownWord.Require(name, known, "--columns", "measurement");
        if (names.IsEmpty) throw new UsageException($"adasap: --columns: no measurement fits '{asked}'");
        return names;
    }

    /// <summary>A star stands for one part between dots.</summary>
    private static bool Fits(string name, string pattern)
    {
        var (parts, asked) = (name.Split('.'), pattern.Split('.'));
        return parts.Length == asked.Length && parts.Zip(asked).All(pair => pair.Second == "*" || pair.First == pair.Second);
    }
}
