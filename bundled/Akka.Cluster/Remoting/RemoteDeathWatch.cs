using Akka.Actor;

namespace Akka.Cluster.Remoting;

/// <summary>
/// Who here watches whom elsewhere. Each watch is sent again on every new connection, so that none is lost with a frame;
/// the watcher's own cell makes sure that it hears of a death once.
/// </summary>
internal sealed class RemoteDeathWatch(ClusterTransport transport)
{
    private readonly Lock _lock = new();
    private readonly HashSet<(RemoteRef Watchee, InternalActorRefBase Watcher)> _watches = [];

    /// <summary>The other way round: actors here that are watched from elsewhere.</summary>
    private readonly HashSet<(InternalActorRefBase Watchee, RemoteRef Watcher)> _watched = [];

    public void Watch(RemoteRef watchee, InternalActorRefBase watcher)
    {
        lock (_lock)
            _watches.Add((watchee, watcher));
        transport.SendWatch(FrameKind.Watch, watchee, watcher);
    }

    public void Unwatch(RemoteRef watchee, InternalActorRefBase watcher)
    {
        lock (_lock)
        {
            if (!_watches.Remove((watchee, watcher)))
                return;
        }
        transport.SendWatch(FrameKind.Unwatch, watchee, watcher);
    }

    public void WatchedFrom(InternalActorRefBase watchee, RemoteRef watcher)
    {
        lock (_lock)
            _watched.Add((watchee, watcher));
        watchee.SendSystem(new Watch(watchee, watcher));
    }

    public void UnwatchedFrom(InternalActorRefBase watchee, RemoteRef watcher)
    {
        lock (_lock)
            _watched.Remove((watchee, watcher));
        watchee.SendSystem(new Unwatch(watchee, watcher));
    }

    public void Forget(InternalActorRefBase watchee, RemoteRef watcher)
    {
        lock (_lock)
            _watched.Remove((watchee, watcher));
    }

    public bool WatchesAt(Address address)
    {
        lock (_lock)
            return _watches.Any(watch => watch.Watchee.Path.Address == address);
    }

    public List<(RemoteRef Watchee, InternalActorRefBase Watcher)> At(Address address)
    {
        lock (_lock)
            return _watches.Where(watch => watch.Watchee.Path.Address == address).ToList();
    }

    /// <summary>An actor there has stopped, or never was.</summary>
    public void OnDeath(ActorPath actor, InternalActorRefBase watcher, bool existed)
    {
        RemoteRef watchee;
        lock (_lock)
        {
            watchee = _watches.FirstOrDefault(watch => watch.Watcher.Equals(watcher) && watch.Watchee.Path == actor
                && (watch.Watchee.Path.Uid == 0 || actor.Uid == 0 || watch.Watchee.Path.Uid == actor.Uid)).Watchee;
            if (watchee == null)
                return;
            _watches.Remove((watchee, watcher));
        }
        watcher.SendSystem(new DeathNotice(watchee, existed, AddressTerminated: false));
    }

    /// <summary>All of a node's actors are dead.</summary>
    public void NodeDied(Address address)
    {
        List<(RemoteRef Watchee, InternalActorRefBase Watcher)> dead;
        List<(InternalActorRefBase Watchee, RemoteRef Watcher)> forgotten;
        lock (_lock)
        {
            dead = _watches.Where(watch => watch.Watchee.Path.Address == address).ToList();
            _watches.ExceptWith(dead);
            forgotten = _watched.Where(watch => watch.Watcher.Path.Address == address).ToList();
            _watched.ExceptWith(forgotten);
        }
        foreach (var (watchee, watcher) in dead)
            watcher.SendSystem(new DeathNotice(watchee, ExistenceConfirmed: true, AddressTerminated: true));
        foreach (var (watchee, watcher) in forgotten)
            watchee.SendSystem(new Unwatch(watchee, watcher));
    }
}
