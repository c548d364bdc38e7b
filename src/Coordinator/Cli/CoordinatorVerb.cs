using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap coordinator SWEEP</c>: a run without GPU actors of its own.</summary>
internal static class CoordinatorVerb
{
    private const int MostPort = 65_535;

    public static Command Create()
    {
        var sweep = CommonOptions.SweepFile();
        var data = CommonOptions.Data();
        var small = CommonOptions.Small();
        var host = CommonOptions.Host("Name or address at which the GPU actors reach this machine; that of hocon/cluster.conf without it");
        var port = new Option<int?>("--port") { Description = "Port to listen at; that of hocon/cluster.conf without it, or 4053", HelpName = "PORT" };
        CommonOptions.Within(port, 1, MostPort);
        var command = new Command("coordinator", "Run a sweep with the GPU actors that come, as from 'adasap gpu-actor' on other machines.") { sweep, data, small, host, port };
        var flags = new RunFlags(command);
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var settings = RunSettings.Read(flags.Hocon(parsed), new()).Apart(parsed.GetValue(host), parsed.GetValue(port));
            var planned = PlannedSweep.Read(parsed.GetValue(sweep)!, parsed.GetValue(data), parsed.GetValue(small), parsed.GetValue(flags.Store));
            using var store = SweepStore.Open(parsed.GetValue(flags.Store)!, TimeProvider.System);
            return await flags.RunAsync(parsed, store, planned, settings, null);
        }));
        return command;
    }
}
