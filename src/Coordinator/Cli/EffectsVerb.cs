using System.CommandLine;
using System.Globalization;
using System.Text;
using AdaSapSweep.Shared.Effects;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap effects</c>: what each axis does to the measurements, with intervals that hold together.</summary>
internal static class EffectsVerb
{
    private static readonly string[] Columns = ["axis", "from", "to", "measurement", "difference", "interval", "seeds", "pairs", "holds"];

    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "csv", "md");
        var over = new Option<string>("--over") { Description = "The axis that repeats trials", DefaultValueFactory = _ => "seed", HelpName = "AXIS" };
        var columns = new Option<string?>("--columns") { Description = "The measurements, as pgd_accuracy,clean_accuracy; the accuracies among the main ones without it", HelpName = "NAMES" };
        var where = new Option<string?>("--where") { Description = "Only trials for which all of this holds, as method=adasap,size_ratio<=0.5", HelpName = "CONDITIONS" };
        var command = new Command("effects", "Show how much each axis changes the measurements: differences paired by seed, with intervals corrected for their number.") { store, sweep, format, over, columns, where };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var trials = TrialConditions.Keep(reader.Query.Trials(found.Id), parsed.GetValue(where));
            KnownWord.Require(parsed.GetValue(over)!, [.. trials.SelectMany(t => ResultsTable.AxesOf(t).Keys).Distinct().Order(StringComparer.Ordinal)], "--over", "axis");
            var metrics = ChosenMeasurements.Of(trials, parsed.GetValue(columns)) ?? [.. ResultsTable.MainMetricsOf(trials).Where(m => m.EndsWith("_accuracy", StringComparison.Ordinal))];
            await Write(EffectTable.Of(trials, parsed.GetValue(over)!, metrics), parsed.GetValue(format)!);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static async Task Write(EffectTable table, string format)
    {
        if (table.Effects.IsEmpty) throw new UsageException("adasap: there is nothing to compare: no two finished trials differ in one axis alone; 'adasap status' says what has finished, and an axis or a seed more in the sweep file gives something to compare");
        if (format == "csv")
        {
            await Console.Out.WriteAsync(Csv(table));
            return;
        }
        var rows = table.Effects.Select(ForPeople).ToList();
        if (format == "md") await Console.Out.WriteAsync(SpreadPrinter.Markdown(Columns, rows));
        else PlainTable.Write(Console.Out, Columns, rows);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"All intervals hold at once with {100 * table.Confidence:0.#} % confidence (Student over seeds, Bonferroni); 'yes' where one leaves out 0."));
    }

    private static string[] ForPeople(Effect effect) =>
    [
        effect.Axis, Named(effect.From), Named(effect.To), effect.Metric, SpreadPrinter.Text(new Spread(effect.Difference, null, effect.Seeds), effect.Metric, signed: true),
        IntervalOf(effect),
        effect.Seeds.ToString(CultureInfo.InvariantCulture), effect.Pairs.ToString(CultureInfo.InvariantCulture), effect.Holds ? "yes" : "",
    ];

    /// <summary>A setting that the trials leave alone has no text.</summary>
    private static string Named(string value) => value.Length == 0 ? "(not set)" : value;

    private static string IntervalOf(Effect effect) => effect switch
    {
        { Low: null } or { High: null } => "one seed",
        // No accuracy changes by more than all of it.
        { Low: < -1, High: > 1 } when SpreadPrinter.IsShare(effect.Metric) => "too few seeds",
        _ => $"{Signed(effect.Low.Value, effect)} to {Signed(effect.High.Value, effect)}",
    };

    private static string Signed(double value, Effect effect) => SpreadPrinter.Text(new Spread(value, null, effect.Seeds), effect.Metric, signed: true);

    private static string Csv(EffectTable table)
    {
        var text = new StringBuilder("axis,from,to,measurement,difference,low,high,seeds,pairs,holds\n");
        foreach (var effect in table.Effects)
            text.AppendJoin(',', ((object?[])
                [effect.Axis, effect.From, effect.To, effect.Metric, effect.Difference, effect.Low, effect.High, effect.Seeds, effect.Pairs, effect.Holds]).Select(ResultsCsv.Text)).Append('\n');
        return text.ToString();
    }
}
