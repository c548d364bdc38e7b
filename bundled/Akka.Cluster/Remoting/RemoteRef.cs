using Akka.Actor;

namespace Akka.Cluster.Remoting;

/// <summary>An actor in another system. It may not exist; messages to it may be lost.</summary>
internal sealed class RemoteRef(ClusterTransport transport, ActorPath path) : MinimalActorRef, ISelectionAnchor
{
    private string _wirePath;

    public override ActorPath Path => path;
    public string WirePath => _wirePath ??= path.ToSerializationFormat();
    internal override ActorSystemCore Core => transport.System;
    internal override InternalActorRefBase ParentRef => path.Parent == null ? this : new RemoteRef(transport, path.Parent);

    public void Select(string[] elements, object message, IActorRef sender) => transport.SendSelect(this, elements, message, sender);

    internal override void SendSystem(SystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                transport.DeathWatch.Watch(this, watch.Watcher);
                break;
            case Unwatch unwatch:
                transport.DeathWatch.Unwatch(this, unwatch.Watcher);
                break;
            case DeathNotice notice:
                transport.SendDeath(this, notice);
                break;
            case Terminate:
                Tell(PoisonPill.Instance, null);
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender) => transport.SendTell(this, message, sender);
}
