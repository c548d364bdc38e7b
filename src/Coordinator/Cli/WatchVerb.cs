using System.CommandLine;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap watch</c>: what <c>run</c> shows, from another terminal and for as long as the sweep lasts.</summary>
internal static class WatchVerb
{
    public static Command Create()
    {
        var store = CommonOptions.Store();
        var sweep = CommonOptions.Sweep();
        var plain = CommonOptions.Plain();
        var command = new Command("watch", "Follow a sweep that another process runs, until it ends; Ctrl-C ends the watching alone.") { plain, store, sweep };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var path = parsed.GetValue(store)!;
            using var reader = StoreReader.Open(path);
            var found = SweepOf.Find(reader, parsed.GetValue(sweep));
            var screen = Terminals.Screen(Console.Out, Console.IsOutputRedirected, parsed.GetValue(plain));
            return await new SweepFollower(new(reader, path, found, TimeProvider.System), Console.Out, screen, TimeProvider.System).FollowAsync();
        }));
        return command;
    }
}
