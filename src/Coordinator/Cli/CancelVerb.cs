using System.CommandLine;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap cancel TRIAL...|--all</c>: stops what only these trials need.</summary>
internal static class CancelVerb
{
    public static Command Create()
    {
        var trials = TrialArguments.Create("Trials to stop");
        var all = new Option<bool>("--all") { Description = "Stop every trial that has not ended" };
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var wait = CommonOptions.Wait();
        var command = new Command("cancel", "Stop trials: what only they need is stopped at its last checkpoint or not begun. 'retry' takes them up again.") { trials, all, store, sweep, wait };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var words = parsed.GetValue(trials)!;
            if (words.Length == 0 != parsed.GetValue(all)) throw new UsageException("adasap: cancel takes trials, or --all for every trial that has not ended; 'adasap results' lists them");
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var asked = TrialArguments.Resolve(reader, found, words);
            var requests = new SweepRequests(path, found, null, TimeSpan.FromSeconds(parsed.GetValue(wait)!.Value), TimeProvider.System);
            return await requests.Ask(new CancelTrials(asked), SweepRequests.Resume(found, path));
        }));
        return command;
    }
}
