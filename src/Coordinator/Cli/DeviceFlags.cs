using System.CommandLine;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>The flags of the verbs that start GPU actor processes on this machine.</summary>
internal sealed class DeviceFlags
{
    private const int MostSlots = 256;
    private const int MostThreads = 1024;

    private readonly Option<int?> _slots = new("--slots") { Description = "GPU actor processes on the CPU; the devices of hocon/coordinator.conf without it", HelpName = "N" };
    private readonly Option<string?> _devices = new("--devices") { Description = "Devices, one GPU actor process each, as cuda:0,cuda:1", HelpName = "LIST" };
    private readonly Option<string?> _perDevice = PerDevice();
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads of each GPU actor process", HelpName = "N" };
    private readonly Option<string?> _gpuActorConfig = new("--gpu-actor-config") { Description = "A HOCON file whose values come before hocon/gpu-actor.conf", HelpName = "FILE" };

    public DeviceFlags(Command command)
    {
        CommonOptions.Within(_slots, 1, MostSlots);
        CommonOptions.Within(_threads, 1, MostThreads);
        foreach (var option in new Option[] { _slots, _devices, _perDevice, _threads, _gpuActorConfig }) command.Options.Add(option);
    }

    /// <exception cref="HoconFileException">A value is missing or out of range.</exception>
    /// <exception cref="UsageException">The devices asked for cannot be.</exception>
    public RunSettings Read(ParseResult parsed, HoconSettings settings) =>
        RunSettings.Read(settings, new(parsed.GetValue(_slots), parsed.GetValue(_devices), parsed.GetValue(_perDevice), parsed.GetValue(_threads)));

    public static Option<string?> PerDevice()
    {
        var option = new Option<string?>("--per-device") { Description = "GPU actor processes for each device, or auto: as many as measured memory allows", HelpName = "N" };
        option.CompletionSources.Add(DevicesAsked.Auto);
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } text && !DevicesAsked.IsPerDevice(text)) result.AddError($"--per-device: '{text}' is not known; expected a whole number from 1 to {MostSlots}, or {DevicesAsked.Auto}");
        });
        return option;
    }

    public string? GpuActorConfig(ParseResult parsed) => parsed.GetValue(_gpuActorConfig);
}
