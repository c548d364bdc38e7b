using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap run SWEEP</c>: plans, runs what is not done yet, and ends with a table.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var sweep = CommonOptions.SweepFile();
        var data = CommonOptions.Data();
        var small = CommonOptions.Small();
        var command = new Command("run", "Run a sweep, or go on with it: what is done stays done.") { sweep, data, small };
        var flags = new RunFlags(command);
        var devices = new DeviceFlags(command);
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var settings = devices.Read(parsed, flags.Hocon(parsed));
            var planned = PlannedSweep.Read(parsed.GetValue(sweep)!, parsed.GetValue(data), parsed.GetValue(small), parsed.GetValue(flags.Store));
            using var store = SweepStore.Open(parsed.GetValue(flags.Store)!, TimeProvider.System);
            return await flags.RunAsync(parsed, store, planned, settings, devices.GpuActorConfig(parsed));
        }));
        return command;
    }
}
