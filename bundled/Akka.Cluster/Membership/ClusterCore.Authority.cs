using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Membership;

/// <summary>What the authority alone does: it changes the view and tells the members.</summary>
internal sealed partial class ClusterCore
{
    /// <summary>Lives that have been removed; they cannot come back, their node must start anew.</summary>
    private readonly HashSet<UniqueAddress> _gone = [];

    private void Admit(UniqueAddress node, ImmutableHashSet<string> roles)
    {
        if (_gone.Contains(node) || _view.Members.ContainsKey(node))
        {
            _links.Send(node.Address, new Snapshot(_view));
            return;
        }
        if (_view.Find(node.Address) is { } earlierLife)
            Remove(earlierLife, down: true);
        Advance(_view.With(new Member(node, int.MaxValue, MemberStatus.Joining, roles)));
        if (_view.Members.Count < Settings.MinMembers)
            return;
        foreach (var joining in _view.Members.Values.Where(member => member.Status == MemberStatus.Joining).Order().ToList())
        {
            var age = _view.Members.Values.Where(member => member.UpNumber != int.MaxValue).Select(member => member.UpNumber).DefaultIfEmpty(0).Max();
            Advance(_view.With(joining.CopyUp(age + 1)));
        }
    }

    private void BeginLeave(Address address)
    {
        if (_view.Find(address) is not { Status: MemberStatus.Joining or MemberStatus.Up } member)
            return;
        Advance(_view.With(member.Copy(MemberStatus.Leaving)));
        var exiting = member.Copy(MemberStatus.Exiting);
        Advance(_view.With(exiting));
        // Others confirm first, so that they hear that they are leaving while they can still be reached.
        if (member.UniqueAddress == Self || _view.Unreachable.Contains(member.UniqueAddress))
            Remove(exiting, down: false);
    }

    private void Remove(Member member, bool down)
    {
        if (member == null)
            return;
        var node = member.UniqueAddress;
        if (down)
            Advance(_view.With(member.Copy(MemberStatus.Down)));
        _gone.Add(node);
        _unreachableSince.Remove(node);
        Advance(_view.Without(node), alsoTo: node);
        if (node == Self)
            EndSelf(down ? MemberStatus.Down : MemberStatus.Exiting);
    }

    private void Advance(View next, UniqueAddress alsoTo = null)
    {
        Apply(next);
        foreach (var node in next.Members.Keys.Where(node => node != Self))
            _links.Send(node.Address, new Snapshot(next));
        if (alsoTo != null && alsoTo != Self)
            _links.Send(alsoTo.Address, new Snapshot(next));
    }
}
