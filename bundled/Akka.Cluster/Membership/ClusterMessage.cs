using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Membership;

/// <summary>What nodes tell each other about membership, beside heartbeats.</summary>
internal abstract record ClusterMessage
{
    private const int MaxMembers = 10_000;

    private enum Kind : byte
    {
        Join = 1,
        Snapshot,
        LeaveNode,
        DownNode,
        Exited,
    }

    public void Write(BinaryWriter to)
    {
        switch (this)
        {
            case JoinMe join:
                to.Write((byte)Kind.Join);
                Write(to, join.Node);
                Write(to, join.Roles);
                break;
            case Snapshot { View: var view }:
                to.Write((byte)Kind.Snapshot);
                Write(to, view.Authority);
                to.Write(view.Version);
                to.Write(view.Members.Count);
                foreach (var member in view.Members.Values)
                {
                    Write(to, member.UniqueAddress);
                    to.Write(member.UpNumber);
                    to.Write((byte)member.Status);
                    Write(to, member.Roles);
                    to.Write(view.Unreachable.Contains(member.UniqueAddress));
                }
                break;
            case LeaveNode leave:
                to.Write((byte)Kind.LeaveNode);
                to.Write(leave.Node.ToString());
                break;
            case DownNode down:
                to.Write((byte)Kind.DownNode);
                to.Write(down.Node.ToString());
                break;
            case Exited exited:
                to.Write((byte)Kind.Exited);
                Write(to, exited.Node);
                break;
            default:
                throw new InvalidOperationException($"{GetType().Name} has no form on the wire");
        }
    }

    /// <exception cref="FormatException">These bytes are none of ours.</exception>
    public static ClusterMessage Read(BinaryReader from) => (Kind)from.ReadByte() switch
    {
        Kind.Join => new JoinMe(ReadNode(from), ReadRoles(from)),
        Kind.Snapshot => new Snapshot(ReadView(from)),
        Kind.LeaveNode => new LeaveNode(ReadAddress(from)),
        Kind.DownNode => new DownNode(ReadAddress(from)),
        Kind.Exited => new Exited(ReadNode(from)),
        var unknown => throw new FormatException($"unknown membership message {unknown}"),
    };

    private static void Write(BinaryWriter to, UniqueAddress node)
    {
        to.Write(node.Address.ToString());
        to.Write(node.Uid);
    }

    private static void Write(BinaryWriter to, ImmutableHashSet<string> roles)
    {
        to.Write(roles.Count);
        foreach (var role in roles)
            to.Write(role);
    }

    private static Address ReadAddress(BinaryReader from) =>
        Address.TryParse(from.ReadString(), out var address) ? address : throw new FormatException("not an address");

    private static UniqueAddress ReadNode(BinaryReader from) => new(ReadAddress(from), from.ReadInt32());

    private static int ReadCount(BinaryReader from) =>
        from.ReadInt32() is var count and >= 0 and <= MaxMembers ? count : throw new FormatException("a count is out of range");

    private static ImmutableHashSet<string> ReadRoles(BinaryReader from)
    {
        var roles = ImmutableHashSet.CreateBuilder<string>();
        for (var left = ReadCount(from); left > 0; left--)
            roles.Add(from.ReadString());
        return roles.ToImmutable();
    }

    private static View ReadView(BinaryReader from)
    {
        var authority = ReadNode(from);
        var version = from.ReadInt64();
        var members = ImmutableDictionary.CreateBuilder<UniqueAddress, Member>();
        var unreachable = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        for (var left = ReadCount(from); left > 0; left--)
        {
            var node = ReadNode(from);
            var upNumber = from.ReadInt32();
            var status = (MemberStatus)from.ReadByte();
            if (status > MemberStatus.Down)
                throw new FormatException($"no member can have status {status}");
            members[node] = new Member(node, upNumber, status, ReadRoles(from));
            if (from.ReadBoolean())
                unreachable.Add(node);
        }
        return new View(authority, version, members.ToImmutable(), unreachable.ToImmutable());
    }
}

/// <summary>From a node to the authority; answered by a snapshot that contains it.</summary>
internal sealed record JoinMe(UniqueAddress Node, ImmutableHashSet<string> Roles) : ClusterMessage;

/// <summary>From the authority to every member, at each change and again with each heartbeat.</summary>
internal sealed record Snapshot(View View) : ClusterMessage;

internal sealed record LeaveNode(Address Node) : ClusterMessage;

internal sealed record DownNode(Address Node) : ClusterMessage;

/// <summary>From a node that saw itself Exiting: it may be removed.</summary>
internal sealed record Exited(UniqueAddress Node) : ClusterMessage;
