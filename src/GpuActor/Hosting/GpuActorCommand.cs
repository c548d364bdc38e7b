using System.CommandLine;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>The command line of a GPU actor process. <c>adasap run</c> and <c>adasap gpu-actor</c> write it; a person may.</summary>
internal static class GpuActorCommand
{
    private const int MostThreads = 1024;
    private const int LongestLinger = 100_000_000;

    public static RootCommand Create(Func<GpuActorOptions, Task<int>> run)
    {
        var coordinator = new Option<string?>("--coordinator") { Description = "Address of the coordinator's actor system, as akka.tcp://AdaSapSweep@127.0.0.1:4053" };
        var local = new Option<bool>("--local") { Description = "Find the coordinator beside the store, outlive it, and leave the terminal's signals to it" };
        var slot = new Option<string>("--slot") { Description = "Name of the slot that this process owns", Required = true };
        var device = new Option<string>("--device") { Description = "cpu or cuda:N", DefaultValueFactory = _ => "cpu" };
        var threads = new Option<int>("--threads") { Description = "Threads that LibTorch may use", DefaultValueFactory = _ => 1 };
        var config = new Option<string?>("--config") { Description = "A HOCON file whose values come before those of hocon/gpu-actor.conf" };
        var store = new Option<string>("--store") { Description = "The store file beside which the slot's lock lies, and traces when no OTLP endpoint is set", Required = true };
        var artifacts = new Option<string?>("--artifacts") { Description = "Where the coordinator's artifact folder is mounted here, if under another path" };
        var log = new Option<string?>("--log") { Description = "A file for standard output and standard error" };
        var linger = new Option<int?>("--linger") { Description = "Seconds to wait for a coordinator with nothing to do; default: for ever, or the setting linger with --local" };
        var withParent = new Option<bool>("--exit-with-parent") { Description = "Stop when standard input ends, as it does when the process that started this one is gone" };
        threads.Validators.Add(result =>
        {
            if (result.GetValue(threads) is < 1 or > MostThreads) result.AddError($"--threads: expected 1 to {MostThreads}");
        });
        device.Validators.Add(result =>
        {
            var text = result.GetValue(device);
            if (text != "cpu" && !(text?.StartsWith("cuda:", StringComparison.Ordinal) == true && uint.TryParse(text.AsSpan(5), out _)))
                result.AddError($"--device: '{text}' is neither cpu nor cuda:N");
        });
        slot.Validators.Add(result =>
        {
            if (!SlotFiles.IsName(result.GetValue(slot) ?? "")) result.AddError("--slot: expected 1 to 100 letters, digits and : . _ - /");
        });
        coordinator.Validators.Add(result =>
        {
            var text = result.GetValue(coordinator);
            if (!Address.TryParse(text, out var address) || address is not { Host: not null, Port: not null })
                result.AddError($"--coordinator: '{text}' is no address; expected one as akka.tcp://AdaSapSweep@127.0.0.1:4053");
        });
        linger.Validators.Add(result =>
        {
            if (result.GetValue(linger) is < 1 or > LongestLinger) result.AddError($"--linger: expected 1 to {LongestLinger} seconds");
        });
        var command = new RootCommand("A GPU actor: owns one slot, takes stages from the coordinator and trains them.")
        {
            coordinator, local, slot, device, threads, config, store, artifacts, log, linger, withParent,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(local) == result.GetValue(coordinator) is not null) result.AddError("give either --coordinator or --local");
        });
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                return await run(new GpuActorOptions(
                    parsed.GetValue(coordinator), new SlotId(parsed.GetValue(slot)!), parsed.GetValue(device)!, parsed.GetValue(threads),
                    parsed.GetValue(config), parsed.GetValue(store)!, parsed.GetValue(artifacts), parsed.GetValue(log),
                    parsed.GetValue(linger) is { } seconds ? TimeSpan.FromSeconds(seconds) : null, parsed.GetValue(withParent)));
            }
            catch (Exception error) when (error is HoconFileException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
                return SlotExitCode.Usage;
            }
        });
        return command;
    }
}
