using System.CommandLine;
using System.Globalization;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap status</c>: how far a sweep is, also while another process runs it.</summary>
internal static class StatusVerb
{
    /// <summary>The lines of slots are for files and scripts too, and are not cut.</summary>
    private const int WideEnough = 1000;

    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var format = CommonOptions.Format("table", "json");
        var json = new Option<bool>("--json") { Description = "The same as --format json" };
        var command = new Command("status", "Show how many trials and stages of a sweep are in which state, what runs, and why trials failed.") { store, sweep, format, json };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var now = new WatchedSweep(reader, path, found, TimeProvider.System).Look();
            var failed = reader.Query.FailedTrials(found.Id);
            var processes = new StoreProcesses(CoordinatorProcess.Of(path), SlotLock.Living(path), reader.Query.OpenRequests(found.Id).Count);
            if (parsed.GetValue(json) || parsed.GetValue(format) == "json") await Console.Out.WriteLineAsync(StatusJson.Of(found, now, failed, processes));
            else await WriteAsync(Console.Out, found, now, failed, processes);
            return ExitCode.Ok;
        }));
        return command;
    }

    private static async Task WriteAsync(TextWriter output, SweepRow sweep, WatchedMoment now, IReadOnlyList<FailedTrialRow> failed, StoreProcesses processes)
    {
        var counts = now.Stored.Counts;
        PlainTable.Write(output, [sweep.Name, .. counts.Stages.Keys.Select(Word)],
        [
            ["trials", .. counts.Stages.Keys.Select(state => counts.Trials.FirstOrDefault(t => Word(t.Key) == Word(state)).Value).Select(Count)],
            ["stages", .. counts.Stages.Values.Select(Count)],
        ]);
        if (counts.Trials[TrialState.Cancelled] is > 0 and var cancelled) await output.WriteLineAsync($"{Count(cancelled)} trials are cancelled; 'adasap retry' takes them up again");
        foreach (var line in ResultsPrinter.Failures(failed)) await output.WriteLineAsync(line);
        if (failed.Count > 0) await output.WriteLineAsync("'adasap why TRIAL' says more of a failure, 'adasap retry' tries them again");
        if (now.Snapshot.Left is { } left)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(now.Snapshot.Share * 100):F0} % of the work is done, about {ProgressText.Rough(left)} left"));
        foreach (var line in SlotLines.Of(now.Snapshot.Slots, ProgressText.Waits(now.Snapshot) is not null, WideEnough)) await output.WriteLineAsync(line.ToString());
        if (ProgressText.Waits(now.Snapshot) is { } waits) await output.WriteLineAsync(waits);
        foreach (var line in processes.Lines()) await output.WriteLineAsync(line);
        if (now.Snapshot.Notice is { } notice) await output.WriteLineAsync(notice);
    }

    private static string Word<T>(T state) where T : struct, Enum => state.ToString().ToLowerInvariant();

    private static string Count(int count) => ResultsCsv.Text(count);
}
