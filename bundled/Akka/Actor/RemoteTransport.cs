using System.Reflection;
using Akka.Configuration;

namespace Akka.Actor;

/// <summary>What akka.actor.provider = cluster adds: an address, and references to actors elsewhere.</summary>
internal abstract class RemoteTransport
{
    public abstract Address Address { get; }

    public static RemoteTransport Load(ActorSystemCore system)
    {
        var type = Type.GetType("Akka.Cluster.Remoting.ClusterTransport, AdaSapSweep.Bundled.Akka.Cluster")
            ?? throw new ConfigurationException("akka.actor.provider = cluster needs the assembly AdaSapSweep.Bundled.Akka.Cluster beside this one");
        return (RemoteTransport)Activator.CreateInstance(type, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions, null, [system], null);
    }

    /// <summary>Null: the address is none that this transport could ever reach.</summary>
    public abstract InternalActorRefBase RefFor(ActorPath path);

    public abstract void Start();

    public abstract Task Stop();
}
