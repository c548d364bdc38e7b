using System.Globalization;

namespace Akka.Actor;

/// <summary>protocol://system or protocol://system@host:port</summary>
public sealed class Address : IEquatable<Address>, IComparable<Address>
{
    public Address(string protocol, string system, string host = null, int? port = null)
    {
        Protocol = protocol;
        System = system;
        Host = host?.ToLowerInvariant();
        Port = port;
    }

    public string Host { get; }
    public int? Port { get; }
    public string Protocol { get; }
    public string System { get; }
    public bool HasLocalScope => string.IsNullOrEmpty(Host);
    public bool HasGlobalScope => !HasLocalScope;

    public static bool operator ==(Address left, Address right) => Equals(left, right);

    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    /// <exception cref="UriFormatException">The text is not an address.</exception>
    public static Address Parse(string address) => TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"'{address}' is not an actor system's address");

    public static bool TryParse(string path, out Address address) => TryParse(path, out address, out _);

    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        address = null;
        absolutUri = "/";
        var mark = path?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (path == null || mark <= 0 || !path.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = path[(mark + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
            (absolutUri, rest) = (rest[slash..], rest[..slash]);
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            address = new Address(path[..mark], rest);
            return rest.Length > 0;
        }
        var colon = rest.LastIndexOf(':');
        if (at == 0 || colon < at + 2 || !ushort.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return false;
        address = new Address(path[..mark], rest[..at], rest[(at + 1)..colon], port);
        return true;
    }

    public int CompareTo(Address other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public bool Equals(Address other) =>
        other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol;

    public override bool Equals(object obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    public string HostPort() => ToString()[(Protocol.Length + 3)..];

    public Address WithHost(string host = null) => new(Protocol, System, host, Port);

    public Address WithPort(int? port = null) => new(Protocol, System, Host, port);

    public Address WithProtocol(string protocol) => new(protocol, System, Host, Port);

    public Address WithSystem(string system) => new(Protocol, system, Host, Port);

    public override string ToString() =>
        HasLocalScope ? $"{Protocol}://{System}" : string.Create(CultureInfo.InvariantCulture, $"{Protocol}://{System}@{Host}:{Port}");
}
