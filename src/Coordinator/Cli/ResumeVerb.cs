using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap resume</c>: goes on with a sweep from what the store has of its file.</summary>
internal static class ResumeVerb
{
    public static Command Create()
    {
        var name = CommonOptions.Sweep();
        var data = CommonOptions.Data();
        var command = new Command("resume", "Go on with a sweep from the store alone: with the sweep file as it was run or applied last.") { name, data };
        var flags = new RunFlags(command);
        var devices = new DeviceFlags(command);
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var settings = devices.Read(parsed, flags.Hocon(parsed));
            var path = parsed.GetValue(flags.Store)!;
            var planned = Plan(path, parsed.GetValue(name), parsed.GetValue(data));
            using var store = SweepStore.Open(path, TimeProvider.System);
            return await flags.RunAsync(parsed, store, planned, settings, devices.GpuActorConfig(parsed));
        }));
        return command;
    }

    private static PlannedSweep Plan(string store, string? name, string? dataFolder)
    {
        using var reader = StoreReader.Open(store);
        var found = SweepOf.Find(reader, name);
        return PlannedSweep.Parse(found.FileText, $"the file of sweep {found.Name} in the store", dataFolder ?? found.DataFolder, found.Name, store);
    }
}
