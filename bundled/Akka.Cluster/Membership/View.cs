using System.Collections.Immutable;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Membership;

/// <summary>The membership at one moment, as its authority numbered it.</summary>
internal sealed record View(UniqueAddress Authority, long Version, ImmutableDictionary<UniqueAddress, Member> Members, ImmutableHashSet<UniqueAddress> Unreachable)
{
    public static readonly View Empty = new(null, 0, ImmutableDictionary<UniqueAddress, Member>.Empty, []);

    public Member Find(Actor.Address address) => Members.Values.FirstOrDefault(member => member.Address == address);

    /// <summary>Removed first: members are equal whatever their status, so SetItem would keep the old one.</summary>
    public View With(Member member) =>
        this with { Version = Version + 1, Members = Members.Remove(member.UniqueAddress).Add(member.UniqueAddress, member) };

    public View Without(UniqueAddress node) =>
        this with { Version = Version + 1, Members = Members.Remove(node), Unreachable = Unreachable.Remove(node) };

    public View WithReachability(UniqueAddress node, bool reachable) =>
        this with { Version = Version + 1, Unreachable = reachable ? Unreachable.Remove(node) : Unreachable.Add(node) };

    public CurrentClusterState ToState() => new(
        [.. Members.Values], [.. Unreachable.Where(Members.ContainsKey).Select(node => Members[node])], Authority?.Address);

    /// <summary>The events that lead from this view to the next.</summary>
    public IEnumerable<IClusterDomainEvent> EventsTo(View next)
    {
        foreach (var node in next.Unreachable.Except(Unreachable).Where(next.Members.ContainsKey))
            yield return new UnreachableMember(next.Members[node]);
        foreach (var node in Unreachable.Except(next.Unreachable).Where(next.Members.ContainsKey))
            yield return new ReachableMember(next.Members[node]);
        foreach (var member in Members.Values.Where(member => !next.Members.ContainsKey(member.UniqueAddress)).Order())
            yield return new MemberRemoved(member.Copy(MemberStatus.Removed), member.Status);
        foreach (var member in next.Members.Values.Order())
        {
            if (Members.GetValueOrDefault(member.UniqueAddress)?.Status != member.Status)
                yield return Change(member);
        }
    }

    private static MemberStatusChange Change(Member member) => member.Status switch
    {
        MemberStatus.Joining => new MemberJoined(member),
        MemberStatus.Up => new MemberUp(member),
        MemberStatus.Leaving => new MemberLeft(member),
        MemberStatus.Exiting => new MemberExited(member),
        MemberStatus.Down => new MemberDowned(member),
        _ => throw new ArgumentOutOfRangeException(nameof(member), member.Status, "no such status in a view"),
    };
}
