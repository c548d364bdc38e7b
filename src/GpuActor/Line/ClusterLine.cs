using Akka.Actor;
using Akka.Configuration;

namespace AdaSapSweep.GpuActor.Line;

/// <summary>A line over Akka.Cluster.</summary>
internal sealed class ClusterLine : ILine
{
    /// <summary>Of the coordinator's actor system too: nodes of one cluster share it.</summary>
    public const string SystemName = "AdaSapSweep";

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(10);

    private readonly ActorSystem _system;

    private ClusterLine(ActorSystem system, IActorRef actor)
    {
        _system = system;
        Actor = actor;
    }

    public IActorRef Actor { get; }

    /// <param name="coordinator">Address of its actor system. Nodes of one cluster speak alike, so this node's settings decide how it is spoken to, with TLS or without.</param>
    public static ClusterLine Open(int number, string coordinator, IActorRef owner, Config config)
    {
        var named = Address.Parse(coordinator);
        var system = ActorSystem.Create(SystemName, ConfigurationFactory.ParseString("akka.cluster.roles = [\"gpu-actor\"]").WithFallback(config));
        _ = system.WhenTerminated.ContinueWith(_ => owner.Tell(new CoordinatorLine.Broken(number), ActorRefs.NoSender), TaskScheduler.Default);
        var cluster = Akka.Cluster.Cluster.Get(system);
        var address = named.WithProtocol(cluster.SelfAddress.Protocol);
        var actor = system.ActorOf(Props.Create(() => new LineActor(number, owner, address)), "line");
        cluster.RegisterOnMemberUp(() => owner.Tell(new CoordinatorLine.Joined(number), ActorRefs.NoSender));
        cluster.Join(address);
        return new(system, actor);
    }

    public Task CloseAsync() => Task.WhenAny(_system.Terminate(), Task.Delay(CloseTimeout));
}
