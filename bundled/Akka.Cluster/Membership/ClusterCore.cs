using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using static Akka.Cluster.ClusterEvent;

namespace Akka.Cluster.Membership;

/// <summary>How the core reaches other nodes. No call blocks.</summary>
internal interface IClusterLinks
{
    void Send(Address to, ClusterMessage message);

    void Beat(Address to);

    /// <summary>The node is removed: whoever watches an actor on it is told.</summary>
    void NodeDied(UniqueAddress node);
}

/// <summary>
/// One node's membership. The first seed node is the authority: it alone changes the view and sends it to the members.
/// Everything happens under one lock on the threads of the transport, never on the thread pool, so a node whose pool is busy stays a member.
/// </summary>
internal sealed partial class ClusterCore
{
    private readonly Lock _lock = new();
    private readonly ActorSystemCore _system;
    private readonly IClusterLinks _links;
    private readonly TaskCompletionSource _selfRemoved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Action> _onUp = new();
    private readonly ConcurrentQueue<Action> _onRemoved = new();
    private UniqueAddress _lastAuthority;
    private Address _joining;
    private long _seenVersion;
    private bool _leaving;
    private volatile bool _stopped;
    private volatile View _view = View.Empty;

    public ClusterCore(ActorSystemCore system, UniqueAddress self, ClusterCoreSettings settings, IClusterLinks links)
    {
        _system = system;
        _links = links;
        Self = self;
        Settings = settings;
    }

    public UniqueAddress Self { get; }
    public ClusterCoreSettings Settings { get; }
    public ClusterSubscribers Events { get; } = new();
    public View View => _view;
    public bool IsStopped => _stopped;
    public bool IsMember => _view.Members.ContainsKey(Self);
    public Task SelfRemoved => _selfRemoved.Task;
    public Member SelfMember => _view.Members.GetValueOrDefault(Self) ?? new Member(Self, int.MaxValue, MemberStatus.Removed, Settings.Roles);

    private bool IsAuthority => _view.Authority == Self;

    public void Subscribe(IActorRef subscriber, SubscriptionInitialStateMode mode, Type[] to)
    {
        if (to.Length == 0 || !Array.TrueForAll(to, typeof(IClusterDomainEvent).IsAssignableFrom))
            throw new ArgumentException("subscribe to one or more types of cluster domain events", nameof(to));
        lock (_lock)
        {
            if (mode == SubscriptionInitialStateMode.InitialStateAsSnapshot)
            {
                subscriber.Tell(_view.ToState(), ActorRefs.NoSender);
            }
            else
            {
                foreach (var @event in View.Empty.EventsTo(_view).Where(e => Array.Exists(to, type => type.IsInstanceOfType(e))))
                    subscriber.Tell(@event, ActorRefs.NoSender);
            }
            foreach (var type in to)
                Events.Add(subscriber, type);
        }
    }

    public void OnUp(Action callback)
    {
        lock (_lock)
        {
            _onUp.Enqueue(callback);
            if (SelfMember.Status == MemberStatus.Up)
                Run(_onUp);
        }
    }

    public void OnRemoved(Action callback)
    {
        lock (_lock)
        {
            _onRemoved.Enqueue(callback);
            if (_stopped)
                Run(_onRemoved);
        }
    }

    public void Join(Address address)
    {
        lock (_lock)
        {
            if (_stopped || IsMember)
                return;
            if (address == Self.Address)
            {
                _view = View.Empty with { Authority = Self };
                Admit(Self, Settings.Roles);
            }
            else
            {
                _joining = address;
                _links.Send(address, new JoinMe(Self, Settings.Roles));
            }
        }
    }

    public void Leave(Address address)
    {
        lock (_lock)
        {
            var mine = address == Self.Address;
            if (_stopped)
                return;
            if (IsAuthority)
            {
                BeginLeave(address);
            }
            else if (_view.Authority is { } authority && !_view.Unreachable.Contains(authority) && IsMember)
            {
                _leaving |= mine;
                _links.Send(authority.Address, new LeaveNode(address));
            }
            else if (mine)
            {
                // There is nobody to ask: part alone.
                var previous = SelfMember.Status;
                Apply(_view.Without(Self));
                EndSelf(previous == MemberStatus.Removed ? MemberStatus.Leaving : previous);
            }
        }
    }

    public void Down(Address address)
    {
        lock (_lock)
        {
            if (IsAuthority)
                Remove(_view.Find(address), down: true);
            else if (_view.Authority is { } authority && authority.Address == address)
                LoseAuthority();
            else if (_view.Authority != null)
                _links.Send(_view.Authority.Address, new DownNode(address));
        }
    }

    /// <summary>The system ends; nothing is sent or decided any more.</summary>
    public void Stop()
    {
        lock (_lock)
            _stopped = true;
        _selfRemoved.TrySetResult();
    }

    public void Receive(ClusterMessage message)
    {
        lock (_lock)
        {
            if (_stopped)
                return;
            switch (message)
            {
                case Snapshot { View: var next }:
                    OnSnapshot(next);
                    break;
                case JoinMe join when IsAuthority:
                    Admit(join.Node, join.Roles);
                    break;
                case JoinMe join when _view.Authority is { } authority:
                    _links.Send(authority.Address, join);
                    break;
                case LeaveNode leave when IsAuthority:
                    BeginLeave(leave.Node);
                    break;
                case DownNode down when IsAuthority:
                    Remove(_view.Find(down.Node), down: true);
                    break;
                case Exited exited when IsAuthority && _view.Members.GetValueOrDefault(exited.Node) is { Status: MemberStatus.Exiting } member:
                    Remove(member, down: false);
                    break;
            }
        }
    }

    private void OnSnapshot(View next)
    {
        if (IsAuthority)
            return;
        var known = _view.Authority ?? _lastAuthority;
        var same = next.Authority == known;
        if (!next.Members.ContainsKey(Self))
        {
            // Ours has removed this node; a view of anybody else says nothing about us.
            if (same && (IsMember || _lastAuthority != null))
            {
                var previous = SelfMember.Status;
                Apply(next);
                EndSelf(previous);
            }
            return;
        }
        if (_view.Authority != null && (same ? next.Version <= _seenVersion : next.Authority.Address != known.Address))
            return;
        (_seenVersion, _lastAuthority, _joining) = (next.Version, next.Authority, null);
        Apply(next);
        if (!next.Members.ContainsKey(next.Authority))
            LoseAuthority();
    }

    private void Apply(View next)
    {
        var (old, before) = (_view, SelfMember.Status);
        _view = next;
        foreach (var node in next.Members.Keys.Except(old.Members.Keys))
            _lastSeen[node] = Now;
        foreach (var node in old.Members.Keys.Except(next.Members.Keys).Where(node => node != Self))
        {
            _lastSeen.TryRemove(node, out _);
            _links.NodeDied(node);
        }
        foreach (var @event in old.EventsTo(next))
            Events.Publish(@event);
        var after = SelfMember.Status;
        if (after == before)
            return;
        if (after == MemberStatus.Up)
            Run(_onUp);
        else if (after == MemberStatus.Exiting && !IsAuthority && next.Authority is { } authority)
            _links.Send(authority.Address, new Exited(Self));
    }

    /// <summary>This node is no member any more, and will not be one again in this life.</summary>
    private void EndSelf(MemberStatus previous)
    {
        _stopped = true;
        _joining = null;
        Run(_onRemoved);
        _selfRemoved.TrySetResult();
        var left = previous is MemberStatus.Leaving or MemberStatus.Exiting || _leaving;
        _system.Publish(new Info("Cluster", typeof(Cluster), $"node {Self.Address} {(left ? "has left" : "was removed from")} the cluster"));
        if (left || Settings.ShutdownWhenDown)
            _ = CoordinatedShutdown.Get(_system).Run(left ? CoordinatedShutdown.ClusterLeavingReason.Instance : CoordinatedShutdown.ClusterDowningReason.Instance);
    }

    private void Run(ConcurrentQueue<Action> callbacks)
    {
        while (callbacks.TryDequeue(out var callback))
        {
            _ = Task.Run(() =>
            {
                try
                {
                    callback();
                }
                catch (Exception e)
                {
                    _system.Publish(new Error(e, "Cluster", typeof(Cluster), "a membership callback failed"));
                }
            });
        }
    }
}
