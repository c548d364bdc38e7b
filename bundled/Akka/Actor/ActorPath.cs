using System.Globalization;

namespace Akka.Actor;

/// <summary>Where an actor is in its system's tree. The uid tells apart actors that had one path after another; 0 means any of them.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>
{
    private const int MaxDepth = 64;
    private readonly string[] _elements;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        _elements = [];
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Address = parentPath.Address;
        Parent = parentPath;
        Name = name;
        Uid = uid;
        _elements = [.. parentPath._elements, name];
    }

    public Address Address { get; }
    public ActorPath Parent { get; }
    public string Name { get; }
    public long Uid { get; }
    public int Depth => _elements.Length;
    public IReadOnlyList<string> Elements => _elements;
    public ActorPath Root => Parent == null ? this : Parent.Root;

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    public static ActorPath operator /(ActorPath path, string name) => path.Child(name);

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) => name.Aggregate(path, (at, element) => at / element);

    public static bool IsValidPathElement(string s) =>
        !string.IsNullOrEmpty(s) && s[0] != '$' && s.All(c => char.IsAsciiLetterOrDigit(c) || "-_.*$+:@&=,!~';%()".Contains(c, StringComparison.Ordinal));

    /// <exception cref="UriFormatException">The text is not a full actor path.</exception>
    public static ActorPath Parse(string path) => TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"'{path}' is not an actor path");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        if (!Address.TryParse(path, out var address, out var rest))
            return false;
        long uid = 0;
        var hash = rest.LastIndexOf('#');
        if (hash >= 0)
        {
            if (!long.TryParse(rest.AsSpan(hash + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out uid))
                return false;
            rest = rest[..hash];
        }
        var names = rest.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > MaxDepth)
            return false;
        actorPath = names.Aggregate((ActorPath)new RootActorPath(address), (at, name) => at / name).WithUid(uid);
        return true;
    }

    public ActorPath Child(string childName) => new ChildActorPath(this, childName, 0);

    public ActorPath WithUid(long uid) => Parent == null || uid == Uid ? this : new ChildActorPath(Parent, Name, uid);

    public int CompareTo(ActorPath other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public bool Equals(ActorPath other) =>
        other is not null && (ReferenceEquals(this, other) || (_elements.AsSpan().SequenceEqual(other._elements) && Address == other.Address));

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => HashCode.Combine(Address, Name, _elements.Length);

    public override string ToString() => ToStringWithAddress(Address);

    public string ToStringWithoutAddress() => "/" + string.Join('/', _elements);

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    /// <summary>With the given address where this path has none of its own.</summary>
    public string ToStringWithAddress(Address address) => (Address.HasGlobalScope ? Address : address) + ToStringWithoutAddress();

    public string ToSerializationFormat() => ToSerializationFormatWithAddress(Address);

    public string ToSerializationFormatWithAddress(Address address) =>
        Uid == 0 ? ToStringWithAddress(address) : string.Create(CultureInfo.InvariantCulture, $"{ToStringWithAddress(address)}#{Uid}");
}

public sealed class RootActorPath : ActorPath
{
    public RootActorPath(Address address, string name = "")
        : base(address, name)
    {
    }
}

public sealed class ChildActorPath : ActorPath
{
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(parentPath, name, uid)
    {
    }
}
