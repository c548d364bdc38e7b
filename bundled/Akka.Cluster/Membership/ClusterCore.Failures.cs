using System.Collections.Concurrent;
using System.Diagnostics;

namespace Akka.Cluster.Membership;

/// <summary>Heartbeats, unreachability and the grace period before a node is given up. Members watch the authority, the authority watches all.</summary>
internal sealed partial class ClusterCore
{
    private readonly ConcurrentDictionary<UniqueAddress, TimeSpan> _lastSeen = new();
    private readonly Dictionary<UniqueAddress, TimeSpan> _unreachableSince = [];
    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _lastTick;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>Once every heartbeat interval, on a thread of its own.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            var now = Now;
            if (now - _lastTick > (2 * Settings.HeartbeatInterval) + TimeSpan.FromSeconds(1))
            {
                // This process stood still itself: that others were not heard says nothing about them.
                foreach (var node in _lastSeen.Keys)
                    _lastSeen[node] = now;
            }
            _lastTick = now;
            if (IsAuthority)
                TickAsAuthority(now);
            else if (_view.Authority is { } authority)
                TickAsMember(authority, now);
            if (_joining != null)
                _links.Send(_joining, new JoinMe(Self, Settings.Roles));
        }
    }

    /// <summary>Something came from that node.</summary>
    public void Seen(UniqueAddress node)
    {
        _lastSeen[node] = Now;
        if (!_view.Unreachable.Contains(node))
            return;
        lock (_lock)
        {
            if (!_stopped && Watches(node) && _view.Unreachable.Contains(node))
            {
                _unreachableSince.Remove(node);
                Reach(node, reachable: true);
            }
        }
    }

    /// <summary>The connection from that node has broken: it is unreachable at once.</summary>
    public void Lost(UniqueAddress node)
    {
        lock (_lock)
        {
            if (!_stopped && Watches(node))
                MarkUnreachable(node);
        }
    }

    /// <summary>Another life has appeared at that node's address, so this one is over.</summary>
    public void Replaced(UniqueAddress node)
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            if (IsAuthority)
                Remove(_view.Members.GetValueOrDefault(node), down: true);
            else if (node == _view.Authority)
                LoseAuthority();
        }
    }

    private bool Watches(UniqueAddress node) => IsAuthority ? _view.Members.ContainsKey(node) : node == _view.Authority;

    private void TickAsAuthority(TimeSpan now)
    {
        foreach (var node in _view.Members.Keys.Where(node => node != Self).ToList())
        {
            _links.Beat(node.Address);
            _links.Send(node.Address, new Snapshot(_view));
            if (IsGivenUp(node, now))
                Remove(_view.Members.GetValueOrDefault(node), down: true);
        }
    }

    private void TickAsMember(UniqueAddress authority, TimeSpan now)
    {
        _links.Beat(authority.Address);
        var status = SelfMember.Status;
        if (status == MemberStatus.Exiting)
            _links.Send(authority.Address, new Exited(Self));
        else if (_leaving && status is MemberStatus.Joining or MemberStatus.Up)
            _links.Send(authority.Address, new LeaveNode(Self.Address));
        if (IsGivenUp(authority, now))
            LoseAuthority();
    }

    private bool IsGivenUp(UniqueAddress node, TimeSpan now)
    {
        if (now - _lastSeen.GetOrAdd(node, now) > Settings.AcceptablePause + Settings.HeartbeatInterval)
            MarkUnreachable(node);
        return _unreachableSince.TryGetValue(node, out var since) && now - since >= Settings.StableAfter;
    }

    private void MarkUnreachable(UniqueAddress node)
    {
        if (_view.Unreachable.Contains(node) || !_view.Members.TryGetValue(node, out var member))
            return;
        if (IsAuthority && member.Status == MemberStatus.Exiting)
        {
            Remove(member, down: false);
            return;
        }
        _unreachableSince[node] = Now;
        Reach(node, reachable: false);
    }

    private void Reach(UniqueAddress node, bool reachable)
    {
        if (IsAuthority)
            Advance(_view.WithReachability(node, reachable));
        else
            Apply(_view.WithReachability(node, reachable));
    }

    /// <summary>This node goes on without its authority, and joins the next one at the same address.</summary>
    private void LoseAuthority()
    {
        var authority = _view.Authority;
        _unreachableSince.Remove(authority);
        Apply(_view.Without(authority) with { Authority = null });
        if (_leaving)
        {
            var previous = SelfMember.Status;
            Apply(_view.Without(Self));
            EndSelf(previous);
            return;
        }
        _joining = Settings.Seeds.FirstOrDefault() ?? authority.Address;
    }
}
