using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap run SWEEP</c>: plans, runs what is not done yet, and ends with a table.</summary>
internal static class RunVerb
{
    private const int MostSlots = 256;
    private const int MostThreads = 1024;

    public static Command Create()
    {
        var sweep = CommonOptions.SweepFile();
        var store = CommonOptions.Store();
        var data = CommonOptions.Data();
        var config = CommonOptions.Config();
        var slots = new Option<int?>("--slots") { Description = "GPU actor processes on the CPU; the devices of hocon/coordinator.conf without it", HelpName = "N" };
        var devices = new Option<string?>("--devices") { Description = "Devices, one GPU actor process each, as cuda:0,cuda:1", HelpName = "LIST" };
        var threads = new Option<int?>("--threads") { Description = "Threads of each GPU actor process", HelpName = "N" };
        var gpuActorConfig = new Option<string?>("--gpu-actor-config") { Description = "A HOCON file whose values come before hocon/gpu-actor.conf", HelpName = "FILE" };
        var retryFailed = new Option<bool>("--retry-failed") { Description = "Try again what failed for good in earlier runs" };
        CommonOptions.Within(slots, 1, MostSlots);
        CommonOptions.Within(threads, 1, MostThreads);
        var command = new Command("run", "Run a sweep, or go on with it: what is done stays done.")
        {
            sweep, store, data, slots, devices, threads, config, gpuActorConfig, retryFailed,
        };
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var settings = RunSettings.Read(
                HoconFiles.Load("coordinator.conf", parsed.GetValue(config)),
                parsed.GetValue(slots), parsed.GetValue(devices), parsed.GetValue(threads));
            var planned = PlannedSweep.Read(parsed.GetValue(sweep)!, parsed.GetValue(data));
            foreach (var note in planned.Notes) await Console.Error.WriteLineAsync($"adasap: {note}");
            var gpuConfig = parsed.GetValue(gpuActorConfig) is { } file ? Path.GetFullPath(file) : null;
            using var open = SweepStore.Open(parsed.GetValue(store)!, TimeProvider.System);
            return await new SweepRun(planned, open, settings, gpuConfig, parsed.GetValue(retryFailed), TimeProvider.System, Console.Out, Console.Error).RunAsync();
        }));
        return command;
    }
}
