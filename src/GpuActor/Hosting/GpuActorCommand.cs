using System.CommandLine;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>The command line of a GPU actor process. <c>adasap run</c> writes it; a person may.</summary>
internal static class GpuActorCommand
{
    /// <summary>Exit code of a wrong flag or a settings file that cannot be used: starting again would not help.</summary>
    public const int Usage = 2;

    private const int MostThreads = 1024;

    public static RootCommand Create()
    {
        var coordinator = new Option<string>("--coordinator") { Description = "Address of the coordinator's actor system, as akka.tcp://AdaSapSweep@127.0.0.1:4053", Required = true };
        var slot = new Option<string>("--slot") { Description = "Name of the slot that this process owns", Required = true };
        var device = new Option<string>("--device") { Description = "cpu or cuda:N", DefaultValueFactory = _ => "cpu" };
        var threads = new Option<int>("--threads") { Description = "Threads that LibTorch may use", DefaultValueFactory = _ => 1 };
        var config = new Option<string?>("--config") { Description = "A HOCON file whose values come before those of hocon/gpu-actor.conf" };
        var store = new Option<string>("--store") { Description = "The store file beside which traces are written when no OTLP endpoint is set", Required = true };
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
        var command = new RootCommand("A GPU actor: owns one slot, takes stages from the coordinator and trains them.")
        {
            coordinator, slot, device, threads, config, store, withParent,
        };
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                var options = new GpuActorOptions(
                    parsed.GetValue(coordinator)!, new SlotId(parsed.GetValue(slot)!), parsed.GetValue(device)!, parsed.GetValue(threads),
                    parsed.GetValue(config), parsed.GetValue(store)!, parsed.GetValue(withParent));
                return await GpuActorHost.RunAsync(options);
            }
            catch (HoconFileException error)
            {
                await Console.Error.WriteLineAsync($"adasap-gpu-actor: {error.Message}");
                return Usage;
            }
        });
        return command;
    }
}

internal sealed record GpuActorOptions(
    string Coordinator, SlotId Slot, string Device, int Threads, string? ConfigFile, string StorePath, bool ExitWithParent);
