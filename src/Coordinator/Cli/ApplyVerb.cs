using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap apply SWEEP</c>: goes on with an edited sweep file, also while the sweep runs.</summary>
internal static class ApplyVerb
{
    public static Command Create()
    {
        var sweep = CommonOptions.SweepFile();
        var store = CommonOptions.Store();
        var data = CommonOptions.Data();
        var small = CommonOptions.Small();
        var wait = CommonOptions.Wait();
        var command = new Command("apply", "Take over an edited sweep file: what is new is to run, what left is dropped, what is done stays done.") { sweep, store, data, small, wait };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var (file, path) = (parsed.GetValue(sweep)!, parsed.GetValue(store)!);
            using var reader = StoreReader.Open(path);
            // Planned here first: mistakes are told at once and with their lines. The data lie where the last run found them, unless it is said.
            var stored = SweepFile.Read(file, parsed.GetValue(small)).File is { } readable ? reader.Query.FindSweep(readable.Name) : null;
            var planned = PlannedSweep.Read(file, parsed.GetValue(data) ?? stored?.DataFolder, parsed.GetValue(small), path);
            foreach (var note in planned.Notes) await Console.Error.WriteLineAsync($"adasap: {note}");
            var found = stored ?? SweepOf.Find(reader, planned.Plan.Name, $"{file}: name");
            var requests = new SweepRequests(path, found, planned.DataFolder, TimeSpan.FromSeconds(parsed.GetValue(wait)!.Value), TimeProvider.System);
            return await requests.Ask(new ApplyFile(planned.FileText), $"adasap run {file}{(parsed.GetValue(small) ? " --small" : "")} --store {path}");
        }));
        return command;
    }
}
