using Akka.Actor;

namespace Akka.Cluster;

/// <summary>One life of a node: its address, and a number that tells it from earlier lives at that address.</summary>
public class UniqueAddress : IEquatable<UniqueAddress>, IComparable<UniqueAddress>
{
    public UniqueAddress(Address address, int uid)
    {
        Address = address;
        Uid = uid;
    }

    public Address Address { get; }
    public int Uid { get; }

    public static bool operator ==(UniqueAddress left, UniqueAddress right) => Equals(left, right);

    public static bool operator !=(UniqueAddress left, UniqueAddress right) => !Equals(left, right);

    public int CompareTo(UniqueAddress uniqueAddress)
    {
        if (uniqueAddress is null)
            return 1;
        var byAddress = Address.CompareTo(uniqueAddress.Address);
        return byAddress != 0 ? byAddress : Uid.CompareTo(uniqueAddress.Uid);
    }

    public bool Equals(UniqueAddress other) => other is not null && Uid == other.Uid && Address == other.Address;

    public override bool Equals(object obj) => Equals(obj as UniqueAddress);

    public override int GetHashCode() => Uid;

    public override string ToString() => FormattableString.Invariant($"UniqueAddress: ({Address}, {Uid})");
}
