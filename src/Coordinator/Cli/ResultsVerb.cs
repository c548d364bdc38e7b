using System.CommandLine;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap results</c>: a row a trial, as a table, csv or json.</summary>
internal static class ResultsVerb
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "csv", "json");
        var command = new Command("results", "Show the results of a sweep. The table has the main figures, csv and json have all.") { store, sweep, format };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var trials = reader.Query.Trials(found.Id);
            switch (parsed.GetValue(format))
            {
                case "csv": await Console.Out.WriteAsync(ResultsCsv.Write(ResultsTable.Of(trials))); break;
                case "json": await Console.Out.WriteAsync(ResultsJson.Write(found, trials)); break;
                default: ResultsPrinter.Table(trials, Console.Out); break;
            }
            foreach (var line in ResultsPrinter.Rejections(trials)) await Console.Error.WriteLineAsync($"adasap: {line}");
            return ExitCode.Ok;
        }));
        return command;
    }
}
