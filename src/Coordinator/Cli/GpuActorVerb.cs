using System.CommandLine;
using System.Globalization;
using AdaSapSweep.Coordinator.Processes;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Configuration;
using AdaSapSweep.Shared.LocalSlots;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary><c>adasap gpu-actor</c>: offers the devices of this machine to a coordinator elsewhere.</summary>
internal static class GpuActorVerb
{
    private const int LongestNode = 50;

    public static Command Create()
    {
        var coordinator = new Option<string>("--coordinator") { Description = "Where the coordinator listens, or will", HelpName = "HOST:PORT", Required = true };
        var artifacts = new Option<string?>("--artifacts") { Description = "Where the coordinator's artifact folder is mounted here, if under another path", HelpName = "FOLDER" };
        var data = new Option<string?>("--data") { Description = "Where the data set's files lie here, if under another path than on the coordinator's machine", HelpName = "FOLDER" };
        var host = CommonOptions.Host("Name or address at which the coordinator reaches this machine; that of hocon/cluster.conf without it");
        var name = new Option<string>("--name") { Description = "Name of this node, no other's; the machine's without it", HelpName = "NODE", DefaultValueFactory = _ => MachineName() };
        var config = CommonOptions.Config();
        coordinator.Validators.Add(result =>
        {
            if (AddressOf(result.GetValue(coordinator)!) is null) result.AddError($"--coordinator: '{result.GetValue(coordinator)}' is no address; expected HOST:PORT, as gpu-master:4053");
        });
        name.Validators.Add(result =>
        {
            var node = result.GetValue(name)!;
            if (!IsNode(node)) result.AddError($"--name: '{node}' is no name of a node; expected 1 to {LongestNode} letters, digits, '.', '_' and '-'");
        });
        var command = new Command("gpu-actor", "Offer the devices of this machine to a coordinator on another one, until Ctrl-C.") { coordinator, artifacts, data, host, name, config };
        var devices = new DeviceFlags(command);
        command.SetAction((parsed, _) => CommandLine.Guard(async () =>
        {
            var settings = devices.Read(parsed, HoconFiles.Load("coordinator.conf", parsed.GetValue(config)));
            var node = parsed.GetValue(name)!;
            var slots = settings.Slots.Select(s => s with { Slot = new($"{node}/{s.Slot}") }).ToList();
            var options = new SlotProcessOptions(
                GpuActorProgram.Find(), Path.GetFullPath($".adasap/node-{node}"), settings.Threads, Full(devices.GpuActorConfig(parsed)),
                AddressOf(parsed.GetValue(coordinator)!), Full(parsed.GetValue(artifacts)), Full(parsed.GetValue(data)), parsed.GetValue(host));
            return await new NodeRun(node, slots, options, settings, TimeProvider.System, Console.Error).RunAsync();
        }));
        return command;
    }

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);

    private static string? AddressOf(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) return null;
        return Uri.CheckHostName(text[..colon]) == UriHostNameType.Unknown ? null : string.Create(CultureInfo.InvariantCulture, $"akka.tcp://{SweepExecution.SystemName}@{text[..colon]}:{port}");
    }

    private static bool IsNode(string name) => name.Length <= LongestNode && SlotFiles.IsName(name) && !name.Contains('/', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal);

    private static string MachineName()
    {
        var name = new string([.. Environment.MachineName.Take(LongestNode).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);
        return IsNode(name) ? name : "node";
    }
}
