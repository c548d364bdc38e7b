using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

public enum MemberStatus
{
    Joining,
    Up,
    Leaving,
    Exiting,
    Down,
    Removed,
    WeaklyUp,
}

/// <summary>A node as the cluster sees it. Two members are equal when they are the same life of the same node, whatever their status.</summary>
public class Member : IComparable<Member>, IComparable
{
    internal Member(UniqueAddress uniqueAddress, int upNumber, MemberStatus status, ImmutableHashSet<string> roles)
    {
        UniqueAddress = uniqueAddress;
        UpNumber = upNumber;
        Status = status;
        Roles = roles;
    }

    public UniqueAddress UniqueAddress { get; }
    public MemberStatus Status { get; }
    public ImmutableHashSet<string> Roles { get; }
    public Address Address => UniqueAddress.Address;

    internal int UpNumber { get; }

    public bool HasRole(string role) => Roles.Contains(role);

    public Member Copy(MemberStatus status) => status == Status ? this : new Member(UniqueAddress, UpNumber, status, Roles);

    public Member CopyUp(int upNumber) => new(UniqueAddress, upNumber, MemberStatus.Up, Roles);

    public bool IsOlderThan(Member other) => UpNumber < other.UpNumber;

    public int CompareTo(Member other) => other is null ? 1 : UniqueAddress.CompareTo(other.UniqueAddress);

    public override bool Equals(object obj) => obj is Member other && UniqueAddress.Equals(other.UniqueAddress);

    public override int GetHashCode() => UniqueAddress.GetHashCode();

    public override string ToString() => FormattableString.Invariant($"Member(address = {Address}, Uid={UniqueAddress.Uid}, status = {Status}, role=[{string.Join(",", Roles)}])");

    int IComparable.CompareTo(object obj) => CompareTo(obj as Member);
}
