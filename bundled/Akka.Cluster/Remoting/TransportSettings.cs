using System.Globalization;
using System.Net;
using Akka.Configuration;

namespace Akka.Cluster.Remoting;

internal sealed class TransportSettings
{
    public TransportSettings(Config config)
    {
        var tcp = config.GetConfig("akka.remote.dot-netty.tcp");
        Host = Loopback(tcp, "hostname", "127.0.0.1");
        PublicHost = Loopback(tcp, "public-hostname", Host);
        Port = tcp.GetInt("port");
        if (Port is < 0 or > ushort.MaxValue)
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {Port}: a port is between 0 and {ushort.MaxValue}"));
        MaxFrame = tcp.GetByteSize("maximum-frame-size") is var size and >= 1000 and <= 1 << 30
            ? (int)size
            : throw new ConfigurationException("akka.remote.dot-netty.tcp.maximum-frame-size must be between 1000 bytes and 1 GiB");
    }

    public string Host { get; }
    public string PublicHost { get; }

    /// <summary>0: any that is free.</summary>
    public int Port { get; }

    /// <summary>The most bytes that one message may take on the wire.</summary>
    public int MaxFrame { get; }

    /// <summary>The loopback address that a host name means, or null.</summary>
    public static IPAddress LoopbackOf(string host) => host switch
    {
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address) ? address : null,
    };

    private static string Loopback(Config tcp, string key, string whenEmpty)
    {
        var host = tcp.GetString(key);
        if (string.IsNullOrEmpty(host))
            return whenEmpty;
        return LoopbackOf(host) != null
            ? host
            : throw new ConfigurationException(
                $"akka.remote.dot-netty.tcp.{key} = {host}: the bundled package set stays on this machine (127.0.0.1, ::1 or localhost). "
                + "To go across machines, build with the package set 'upstream'.");
    }
}
