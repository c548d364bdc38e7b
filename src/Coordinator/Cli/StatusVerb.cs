using System.CommandLine;
using System.Text.Json;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap status</c>: how far a sweep is, also while another process runs it.</summary>
internal static class StatusVerb
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "json");
        var command = new Command("status", "Show how many trials and stages of a sweep are in which state, and why trials failed.") { store, sweep, format };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            using var reader = StoreReader.Open(parsed.GetValue(store)!);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var counts = reader.Query.Counts(found.Id);
            if (parsed.GetValue(format) == "json")
            {
                await Console.Out.WriteLineAsync(Json(found, counts, ResultsPrinter.Failures(reader.Query.FailedTrials(found.Id)), Processes(parsed.GetValue(store)!, reader, found)));
                return ExitCode.Ok;
            }
            PlainTable.Write(Console.Out, [found.Name, .. counts.Stages.Keys.Select(Word)],
            [
                ["trials", .. counts.Stages.Keys.Select(state => counts.Trials.FirstOrDefault(t => Word(t.Key) == Word(state)).Value).Select(ResultsCount)],
                ["stages", .. counts.Stages.Values.Select(ResultsCount)],
            ]);
            if (counts.Trials[TrialState.Cancelled] is > 0 and var cancelled) await Console.Out.WriteLineAsync($"{ResultsCount(cancelled)} trials are cancelled; 'adasap retry' takes them up again");
            foreach (var line in ResultsPrinter.Failures(reader.Query.FailedTrials(found.Id))) await Console.Out.WriteLineAsync(line);
            foreach (var line in Processes(parsed.GetValue(store)!, reader, found).Lines()) await Console.Out.WriteLineAsync(line);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static string Word<T>(T state) where T : struct, Enum => state.ToString().ToLowerInvariant();

    private static string ResultsCount(int count) => ResultsCsv.Text(count);

    private static StoreProcesses Processes(string store, StoreReader reader, SweepRow sweep) =>
        new(CoordinatorProcess.Of(store), SlotLock.Living(store), reader.Query.OpenRequests(sweep.Id).Count);

    private static string Json(SweepRow sweep, SweepCounts counts, IReadOnlyList<string> failures, StoreProcesses processes) => JsonSerializer.Serialize(new
    {
        sweep = sweep.Name,
        trials = counts.Trials.ToDictionary(c => Word(c.Key), c => c.Value),
        stages = counts.Stages.ToDictionary(c => Word(c.Key), c => c.Value),
        failures,
        coordinator = processes.Coordinator,
        gpu_actors = processes.GpuActors.Select(a => new { slot = a.Slot.Value, process = a.ProcessId, device = a.Device, threads = a.Threads }),
        open_requests = processes.OpenRequests,
    });
}
