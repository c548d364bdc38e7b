using System.CommandLine;
using AdaSapSweep.Shared.LocalSlots;
using AdaSapSweep.Shared.Model;
using Akka.Actor;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>The command line of a GPU actor process. <c>adasap run</c> and <c>adasap gpu-actor</c> write it; a person may.</summary>
internal sealed class GpuActorCommand
{
    private const int MostThreads = 1024;
    private const int LongestLinger = 100_000_000;

    private readonly Option<string?> _coordinator = new("--coordinator") { Description = "Address of the coordinator's actor system, as akka.tcp://AdaSapSweep@127.0.0.1:4053" };
    private readonly Option<bool> _local = new("--local") { Description = "Find the coordinator beside the store, outlive it, and leave the terminal's signals to it" };
    private readonly Option<string> _slot = new("--slot") { Description = "Name of the slot that this process owns", Required = true };
    private readonly Option<string> _device = new("--device") { Description = "cpu or cuda:N", DefaultValueFactory = _ => "cpu" };
    private readonly Option<bool> _pinned = new("--pinned") { Description = "The device is the one GPU that this process sees, whatever its number" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads that LibTorch may use", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> _config = new("--config") { Description = "A HOCON file whose values come before those of hocon/gpu-actor.conf" };
    private readonly Option<string> _store = new("--store") { Description = "The store file beside which the slot's lock lies, and traces when no OTLP endpoint is set", Required = true };
    private readonly Option<string?> _artifacts = new("--artifacts") { Description = "Where the coordinator's artifact folder is mounted here, if under another path" };
    private readonly Option<string?> _data = new("--data") { Description = "Where the data set's files lie here, if under another path" };
    private readonly Option<string?> _host = new("--host") { Description = "Name or address at which the coordinator reaches this machine; the settings' without it" };
    private readonly Option<string?> _log = new("--log") { Description = "A file for standard output and standard error" };
    private readonly Option<int?> _linger = new("--linger") { Description = "Seconds to wait for a coordinator with nothing to do; default: for ever, or the setting linger with --local" };

    public GpuActorCommand()
    {
        _threads.Validators.Add(result =>
        {
            if (result.GetValue(_threads) is < 1 or > MostThreads) result.AddError($"--threads: expected 1 to {MostThreads}");
        });
        _device.Validators.Add(result =>
        {
            var text = result.GetValue(_device);
            if (text != "cpu" && !(text?.StartsWith("cuda:", StringComparison.Ordinal) == true && uint.TryParse(text.AsSpan(5), out _)))
                result.AddError($"--device: '{text}' is neither cpu nor cuda:N");
        });
        _slot.Validators.Add(result =>
        {
            if (!SlotFiles.IsName(result.GetValue(_slot) ?? "")) result.AddError("--slot: expected 1 to 100 letters, digits and : . _ - /");
        });
        _coordinator.Validators.Add(result =>
        {
            var text = result.GetValue(_coordinator);
            if (!Address.TryParse(text, out var address) || address is not { Host: not null, Port: not null })
                result.AddError($"--coordinator: '{text}' is no address; expected one as akka.tcp://AdaSapSweep@127.0.0.1:4053");
        });
        _host.Validators.Add(result =>
        {
            if (result.GetValue(_host) is { } name && Uri.CheckHostName(name) == UriHostNameType.Unknown) result.AddError($"--host: '{name}' is neither a name nor an address");
        });
        _linger.Validators.Add(result =>
        {
            if (result.GetValue(_linger) is < 1 or > LongestLinger) result.AddError($"--linger: expected 1 to {LongestLinger} seconds");
        });
        Root = new("A GPU actor: owns one slot, takes stages from the coordinator and trains them.")
        {
            _coordinator, _local, _slot, _device, _pinned, _threads, _config, _store, _artifacts, _data, _host, _log, _linger,
        };
        Root.Validators.Add(result =>
        {
            if (result.GetValue(_local) == result.GetValue(_coordinator) is not null) result.AddError("give either --coordinator or --local");
        });
    }

    /// <summary>Has no action: what is neither a mistake nor a question for help is run with <see cref="Options"/>.</summary>
    public RootCommand Root { get; }

    /// <param name="parsed">Without errors.</param>
    public GpuActorOptions Options(ParseResult parsed) => new(
        parsed.GetValue(_coordinator), new SlotId(parsed.GetValue(_slot)!), parsed.GetValue(_device)!, parsed.GetValue(_threads),
        parsed.GetValue(_config), parsed.GetValue(_store)!, parsed.GetValue(_artifacts), parsed.GetValue(_data), parsed.GetValue(_log),
        parsed.GetValue(_linger) is { } seconds ? TimeSpan.FromSeconds(seconds) : null)
    {
        Host = parsed.GetValue(_host),
        IsPinned = parsed.GetValue(_pinned),
    };
}
