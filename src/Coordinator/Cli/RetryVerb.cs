using System.CommandLine;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap retry [TRIAL...]</c>: puts back what failed or was cancelled.</summary>
internal static class RetryVerb
{
    public static Command Create()
    {
        var trials = TrialArguments.Create("Trials to try again; all that failed or were cancelled without any");
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var wait = CommonOptions.Wait();
        var command = new Command("retry", "Put trials that failed or were cancelled back, with the stages on their paths that failed or were skipped.") { trials, store, sweep, wait };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var asked = TrialArguments.Resolve(reader, found, parsed.GetValue(trials)!);
            var requests = new SweepRequests(path, found, null, TimeSpan.FromSeconds(parsed.GetValue(wait)!.Value), TimeProvider.System);
            return await requests.Ask(new RetryTrials(asked), SweepRequests.Resume(found, path));
        }));
        return command;
    }
}
