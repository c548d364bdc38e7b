using System.CommandLine;
using System.Globalization;
using AdaSapSweep.Shared.Exporting;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap export TRIAL...</c>: trained networks as files for other programs. Their paths go to standard output.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var trials = TrialArguments.Create("Trials whose networks to write");
        var best = new Option<string?>("--best") { Description = "The trial with the highest value of a measurement, as clean_accuracy, in place of TRIAL", HelpName = "NAME" };
        var lowest = new Option<bool>("--lowest") { Description = "With --best: the lowest value is the best, as for clean_loss" };
        var folder = new Option<string>("--to") { Description = "Where the files go; made when it is not there", DefaultValueFactory = _ => ".", HelpName = "FOLDER" };
        var masks = new Option<bool>("--masks") { Description = "Write the masks of a sparse network too; its masked weights are zero without them as well" };
        var force = new Option<bool>("--force") { Description = "Replace files that are there" };
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var command = new Command("export", "Write trained networks as NAME.safetensors and NAME.json, which other programs read (docs/export.md).")
        {
            trials, best, lowest, folder, masks, force, store, sweep,
        };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var chosen = Choose(reader, found, parsed.GetValue(trials)!, parsed.GetValue(best), parsed.GetValue(lowest));
            var exports = chosen.Select(row => new NetworkExport(found, row, reader.Query.Trained(found.Id, row.Id))).ToList();
            // All or none: what cannot be written is known before anything is.
            if (exports.Select(e => e.Obstacle).OfType<string>().ToList() is { Count: > 0 } obstacles) return await Refuse(obstacles);
            Directory.CreateDirectory(parsed.GetValue(folder)!);
            foreach (var export in exports)
                try
                {
                    var (weights, description) = export.Write(path, parsed.GetValue(folder)!, parsed.GetValue(masks), parsed.GetValue(force));
                    await Console.Out.WriteLineAsync(weights);
                    await Console.Out.WriteLineAsync(description);
                }
                catch (ExportRefusedException error)
                {
                    return await Refuse([error.Message]);
                }
            return ExitCode.Ok;
        }));
        return command;
    }

    private static List<TrialRow> Choose(StoreReader reader, SweepRow sweep, string[] words, string? best, bool lowest)
    {
        if ((words.Length > 0) == (best is not null)) throw new UsageException("adasap: export takes trials, or --best clean_accuracy; 'adasap results' lists both");
        if (lowest && best is null) throw new UsageException("adasap: --lowest goes with --best");
        var rows = reader.Query.Trials(sweep.Id, withDropped: true);
        if (best is null)
        {
            var byId = rows.ToDictionary(r => r.Id);
            return [.. TrialArguments.Resolve(reader, sweep, words).Select(id => byId[id])];
        }
        var row = BestTrial.Of(rows, best, lowest);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"adasap: trial {row.Number} ({row.Method} {AxesText.Of(row.Axes)}) has the {(lowest ? "lowest" : "highest")} {best}: {row.Measurements[best].Value}"));
        return [row];
    }

    private static async Task<int> Refuse(IEnumerable<string> reasons)
    {
        foreach (var reason in reasons) await Console.Error.WriteLineAsync($"adasap: {reason}");
        return ExitCode.Failed;
    }
}
