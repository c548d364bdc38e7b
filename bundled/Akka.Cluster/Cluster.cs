using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Membership;
using Akka.Cluster.Remoting;
using Akka.Configuration;

namespace Akka.Cluster;

/// <summary>
/// Membership of the nodes on this machine. The first seed node decides who is a member; the others hear it from that node.
/// When it is gone for good they part with it, keep on running, and join its successor at the same address.
/// </summary>
public class Cluster : IExtension
{
    private readonly ClusterCore _core;

    internal Cluster(ExtendedActorSystem system)
    {
        System = system;
        _core = (((ActorSystemCore)system).Transport as ClusterTransport)?.Cluster
            ?? throw new ConfigurationException("the cluster needs akka.actor.provider = cluster");
    }

    public ExtendedActorSystem System { get; }
    public UniqueAddress SelfUniqueAddress => _core.Self;
    public Address SelfAddress => _core.Self.Address;
    public ImmutableHashSet<string> SelfRoles => _core.Settings.Roles;

    /// <summary>This node; with status Removed before it is a member and after.</summary>
    public Member SelfMember => _core.SelfMember;

    public ClusterEvent.CurrentClusterState State => _core.View.ToState();
    public bool IsTerminated => _core.IsStopped;
    public bool IsUp => SelfMember.Status == MemberStatus.Up;

    public static Cluster Get(ActorSystem system) => new ClusterExtension().Get(system);

    /// <summary>Sends the state as it is (or the events that lead to it) and from then on the events of those types.</summary>
    public void Subscribe(IActorRef subscriber, params Type[] to) => Subscribe(subscriber, ClusterEvent.InitialStateAsSnapshot, to);

    public void Subscribe(IActorRef subscriber, ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to) =>
        _core.Subscribe(subscriber, initialStateMode, to);

    public void Unsubscribe(IActorRef subscriber) => _core.Events.Unsubscribe(subscriber, null);

    public void Unsubscribe(IActorRef subscriber, Type to) => _core.Events.Unsubscribe(subscriber, to);

    public void SendCurrentClusterState(IActorRef receiver) => receiver.Tell(State, ActorRefs.NoSender);

    /// <summary>Joins the node at that address, trying until it answers. One's own address founds a cluster.</summary>
    public void Join(Address address) => _core.Join(address);

    public void JoinSeedNodes(IEnumerable<Address> seedNodes) => _core.Join(seedNodes.First());

    public void Leave(Address address) => _core.Leave(address);

    /// <summary>Completes when this node is no member any more.</summary>
    public Task LeaveAsync() => LeaveAsync(CancellationToken.None);

    public Task LeaveAsync(CancellationToken cancellationToken)
    {
        _core.Leave(SelfAddress);
        return _core.SelfRemoved.WaitAsync(cancellationToken);
    }

    public void Down(Address address) => _core.Down(address);

    public void RegisterOnMemberUp(Action callback) => _core.OnUp(callback);

    public void RegisterOnMemberRemoved(Action callback) => _core.OnRemoved(callback);
}

public class ClusterExtension : ExtensionIdProvider<Cluster>
{
    public override Cluster CreateExtension(ExtendedActorSystem system) => new(system);
}
