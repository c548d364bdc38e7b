using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap compare</c>: two trials side by side, settings that differ and then measurements.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var first = new Argument<int>("first") { Description = "Number of a trial, as in the results" };
        var second = new Argument<int>("second") { Description = "Number of another" };
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "md");
        var columns = new Option<string?>("--columns") { Description = "The measurements, as clean_accuracy,corruption_accuracy.*; all that either trial has without it", HelpName = "NAMES" };
        var command = new Command("compare", "Show two trials side by side: settings that differ, measurements, and their difference.") { first, second, store, sweep, format, columns };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var trials = reader.Query.Trials(SweepOf.Find(reader, parsed.GetValue(sweep)).Id);
            var (one, other) = (Find(trials, parsed.GetValue(first)), Find(trials, parsed.GetValue(second)));
            TrialRow[] both = [one, other];
            var names = ChosenMeasurements.Of(both, parsed.GetValue(columns)) ?? [.. ResultsTable.Of(both).Columns.Intersect(both.SelectMany(t => t.Measurements.Keys))];
            string[] header = ["", $"trial {one.Number}", $"trial {other.Number}", "difference"];
            List<string[]> rows = [.. Settings(one, other), .. names.Select(name => Measurement(one, other, name))];
            if (parsed.GetValue(format) == "md") await Console.Out.WriteAsync(SpreadPrinter.Markdown(header, rows));
            else PlainTable.Write(Console.Out, header, rows);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static TrialRow Find(IReadOnlyList<TrialRow> trials, int number) =>
        trials.FirstOrDefault(t => t.Number == number) ??
        throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"adasap: there is no trial {number}; there are 1 to {trials.Select(t => t.Number).DefaultIfEmpty().Max()}; 'adasap results' lists them"));

    /// <summary>State, and every part of the configurations that is not the same.</summary>
    private static IEnumerable<string[]> Settings(TrialRow one, TrialRow other)
    {
        yield return ["state", one.State.ToString().ToLowerInvariant(), other.State.ToString().ToLowerInvariant(), ""];
        var (left, right) = (Flat(one.Configuration), Flat(other.Configuration));
        foreach (var name in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
            if (left.GetValueOrDefault(name) is var a && right.GetValueOrDefault(name) is var b && a != b) yield return [name, a ?? "", b ?? "", ""];
    }

    private static string[] Measurement(TrialRow one, TrialRow other, string name)
    {
        var (a, b) = (Value(one, name), Value(other, name));
        return [name, Text(a, name, signed: false), Text(b, name, signed: false), a is null || b is null ? "" : Text(b - a, name, signed: true)];
    }

    private static double? Value(TrialRow trial, string name) => trial.Measurements.TryGetValue(name, out var found) && found.Rejection is null ? found.Value : null;

    private static string Text(double? value, string name, bool signed) => SpreadPrinter.Text(value is { } number ? new Spread(number, null, 1) : null, name, signed);

    /// <summary>By path, as settings.rho_max.</summary>
    private static Dictionary<string, string> Flat(string configuration)
    {
        using var document = JsonDocument.Parse(configuration);
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", document.RootElement);
        return flat;

        void Add(string path, JsonElement value)
        {
            if (value.ValueKind != JsonValueKind.Object) flat[path] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
            else foreach (var member in value.EnumerateObject()) Add(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value);
        }
    }
}
