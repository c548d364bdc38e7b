using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AdaSapSweep.Coordinator.Running;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>The coordinator can listen where its settings say, and where <c>adasap coordinator</c> does.</summary>
internal sealed class PortCheck : ICheck
{
    private const string Place = "akka.remote.dot-netty.tcp";

    public string Name => "ports";

    public async Task<IReadOnlyList<Finding>> LookAsync(Machine machine, CancellationToken stop)
    {
        if (machine.Settings is not { } settings) return [];
        var (host, port) = (settings.Config.GetString($"{Place}.hostname"), settings.Config.GetInt($"{Place}.port"));
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host, stop);
        }
        catch (SocketException error)
        {
            return [Finding.Problem($"{Place}.hostname = {host}: {error.Message}", "set it to an address of this machine in a file for --config; 127.0.0.1 for one machine")];
        }

        if (PackagesCheck.IsBundled && !addresses.All(IPAddress.IsLoopback))
            return [Finding.Problem($"{Place}.hostname = {host}, and the bundled package set talks on this machine alone", "./adasap setup --package-set upstream")];
        if (Refusal(addresses[0], port) is { } reason)
            return [Finding.Problem(string.Create(CultureInfo.InvariantCulture, $"{host}:{port} cannot be listened on: {reason}"), $"set {Place}.port to another one, or to 0 for any, in a file for --config")];
        var open = port == 0 ? "any free port" : string.Create(CultureInfo.InvariantCulture, $"port {port}");
        return port == 0 && Refusal(addresses[0], RunSettings.DefaultPort) is { } taken
            ? [Finding.Warning(string.Create(CultureInfo.InvariantCulture, $"{host}: {open} for 'run', but {RunSettings.DefaultPort}, which 'coordinator' takes, cannot be had: {taken}"), string.Create(CultureInfo.InvariantCulture, $"adasap coordinator SWEEP --port {RunSettings.DefaultPort + 1}"))]
            : [Finding.Ok($"{host}: {open} can be listened on")];
    }

    private static string? Refusal(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return null;
        }
        catch (SocketException error)
        {
            return error.Message;
        }
    }
}
