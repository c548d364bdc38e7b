using Akka.Actor;

namespace Akka.Cluster.Membership;

/// <summary>Who hears which events. Used under the core's lock or alone; actors that have ended are dropped at the next event.</summary>
internal sealed class ClusterSubscribers
{
    private readonly Lock _lock = new();
    private readonly List<(IActorRef Actor, Type Type)> _entries = [];

    public void Add(IActorRef actor, Type type)
    {
        lock (_lock)
        {
            if (!_entries.Contains((actor, type)))
                _entries.Add((actor, type));
        }
    }

    public void Unsubscribe(IActorRef actor, Type type)
    {
        lock (_lock)
            _entries.RemoveAll(entry => entry.Actor.Equals(actor) && (type == null || entry.Type == type));
    }

    public void Publish(object @event)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => entry.Actor is LocalActorRef { Cell.IsDead: true });
            foreach (var actor in _entries.Where(entry => entry.Type.IsInstanceOfType(@event)).Select(entry => entry.Actor).Distinct())
                actor.Tell(@event, ActorRefs.NoSender);
        }
    }
}
