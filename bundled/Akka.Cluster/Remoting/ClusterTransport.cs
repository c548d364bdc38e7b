using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Akka.Actor;
using Akka.Cluster.Membership;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster.Remoting;

/// <summary>TCP between actor systems of this machine. Loaded by name when akka.actor.provider = cluster.</summary>
internal sealed class ClusterTransport : RemoteTransport, IClusterLinks
{
    private const int MaxInbound = 512;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<Address, Association> _associations = new();
    private readonly ConcurrentDictionary<InboundConnection, bool> _inbound = new();
    private readonly Dictionary<Address, (UniqueAddress Node, InboundConnection Connection)> _peers = [];
    private readonly Lock _lock = new();
    private readonly TcpListener _listener;
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread _accept;
    private readonly Thread _heartbeat;

    public ClusterTransport(ActorSystemCore system)
    {
        System = system;
        system.Settings.InjectTopLevelFallback(ConfigurationFactory.ParseString(ReferenceConfig.Text));
        Settings = new TransportSettings(system.Settings.Config);
        var clusterSettings = new ClusterCoreSettings(system.Settings.Config);
        Log = Logging.GetLogger(system, "Remoting");
        Codec = new MessageCodec(system);
        DeathWatch = new RemoteDeathWatch(this);
        _listener = Bind(Settings);
        Address = new Address("akka.tcp", system.Name, Settings.PublicHost, ((IPEndPoint)_listener.LocalEndpoint).Port);
        Self = new UniqueAddress(Address, RandomNumberGenerator.GetInt32(1, int.MaxValue));
        Cluster = new ClusterCore(system, Self, clusterSettings, this);
        Incoming = new IncomingFrames(this);
        _accept = new Thread(Accept, maxStackSize: 256 << 10) { IsBackground = true, Name = "akka accept" };
        _heartbeat = new Thread(Heartbeat, maxStackSize: 512 << 10) { IsBackground = true, Name = "akka heartbeat", Priority = ThreadPriority.AboveNormal };
    }

    public override Address Address { get; }
    public ActorSystemCore System { get; }
    public TransportSettings Settings { get; }
    public UniqueAddress Self { get; }
    public ClusterCore Cluster { get; }
    public RemoteDeathWatch DeathWatch { get; }
    public MessageCodec Codec { get; }
    public IncomingFrames Incoming { get; }
    public ILoggingAdapter Log { get; }

    public static byte[] WatchFrame(FrameKind kind, RemoteRef watchee, InternalActorRefBase watcher) => Frame.Make(kind, to =>
    {
        to.Write(watchee.WirePath);
        to.Write(Serialization.Serialization.SerializedActorPath(watcher));
    });

    public override void Start()
    {
        _accept.Start();
        _heartbeat.Start();
        var shutdown = CoordinatedShutdown.Get(System);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", async () =>
        {
            if (Cluster.IsMember)
            {
                Cluster.Leave(Address);
                await Cluster.SelfRemoved;
            }
            return Done.Instance;
        });
        if (Cluster.Settings.Seeds is [var first, ..])
            Cluster.Join(first);
    }

    public override InternalActorRefBase RefFor(ActorPath path)
    {
        if (path.Address is { Protocol: "akka.tcp", Host: { } host, Port: not null } && TransportSettings.LoopbackOf(host) != null)
            return new RemoteRef(this, path);
        Log.Error("{0} is out of reach: the bundled package set stays on this machine; build with the package set 'upstream' to go across machines", path.Address);
        return null;
    }

    public void SendTell(RemoteRef recipient, object message, IActorRef sender) => SendMessage(FrameKind.Tell, recipient, message, sender, []);

    public void SendSelect(RemoteRef anchor, string[] elements, object message, IActorRef sender) => SendMessage(FrameKind.Select, anchor, message, sender, elements);

    public void SendWatch(FrameKind kind, RemoteRef watchee, InternalActorRefBase watcher) => Post(watchee.Path.Address, WatchFrame(kind, watchee, watcher));

    public void SendDeath(RemoteRef watcher, DeathNotice notice)
    {
        DeathWatch.Forget(notice.Actor, watcher);
        Post(watcher.Path.Address, Frame.Make(FrameKind.Death, to =>
        {
            to.Write(Serialization.Serialization.SerializedActorPath(notice.Actor));
            to.Write(watcher.WirePath);
            to.Write(notice.ExistenceConfirmed);
        }));
    }

    void IClusterLinks.Send(Address to, ClusterMessage message) => Post(to, Frame.Make(FrameKind.Membership, message.Write));

    void IClusterLinks.Beat(Address to) => Association(to)?.Beat();

    void IClusterLinks.NodeDied(UniqueAddress node) => DeathWatch.NodeDied(node.Address);

    /// <summary>That life of a node was heard of. An earlier one at the same address is over.</summary>
    public void PeerIs(UniqueAddress node)
    {
        UniqueAddress earlier;
        lock (_lock)
        {
            earlier = _peers.TryGetValue(node.Address, out var known) ? known.Node : node;
            if (earlier != node || known.Node is null)
                _peers[node.Address] = (node, null);
        }
        if (earlier == node)
            return;
        DeathWatch.NodeDied(node.Address);
        Cluster.Replaced(earlier);
    }

    public void Opened(InboundConnection connection)
    {
        lock (_lock)
            _peers[connection.Peer.Address] = (connection.Peer, connection);
        Cluster.Seen(connection.Peer);
    }

    public void Closed(InboundConnection connection, bool goodbye)
    {
        _inbound.TryRemove(connection, out _);
        if (connection.Peer is not { } peer)
            return;
        bool current;
        lock (_lock)
            current = _peers.TryGetValue(peer.Address, out var known) && ReferenceEquals(known.Connection, connection);
        if (current && !goodbye && !_stopping.IsSet)
            Cluster.Lost(peer);
    }

    public override Task Stop() => Task.Factory.StartNew(Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static TcpListener Bind(TransportSettings settings)
    {
        var listener = new TcpListener(TransportSettings.LoopbackOf(settings.Host), settings.Port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new ConfigurationException(FormattableString.Invariant($"cannot listen on {settings.Host}:{settings.Port}: {e.Message}"), e);
        }
    }

    private void SendMessage(FrameKind kind, RemoteRef recipient, object message, IActorRef sender, string[] elements)
    {
        byte[] frame;
        try
        {
            frame = Frame.Make(kind, to =>
            {
                to.Write(recipient.WirePath);
                to.Write(Serialization.Serialization.SerializedActorPath(sender));
                if (kind == FrameKind.Select)
                {
                    to.Write(elements.Length);
                    foreach (var element in elements)
                        to.Write(element);
                }
                Codec.Write(to, message);
            });
        }
        catch (Exception e)
        {
            // Whatever the application's serializer throws: the sender goes on, the message is lost.
            Log.Error(e, "a message of type {0} to {1} cannot be serialized and is dropped", message.GetType(), recipient);
            return;
        }
        if (frame.Length - 4 > Settings.MaxFrame)
            Log.Error("Discarding oversized payload sent to {0}: max allowed size {1} bytes, actual size of encoded {2} was {3} bytes.",
                recipient, Settings.MaxFrame, message.GetType(), frame.Length);
        else if (!Post(recipient.Path.Address, frame))
            System.PublishDeadLetter(message, sender, recipient);
    }

    public void Remove(Address remote, Association association) => _associations.TryRemove(KeyValuePair.Create(remote, association));

    private bool Post(Address to, byte[] frame)
    {
        while (Association(to) is { } association)
        {
            if (association.Post(frame))
                return true;
            if (!association.Retired)
                return false;
            Remove(to, association);
        }
        return false;
    }

    private Association Association(Address to) => TransportSettings.LoopbackOf(to.Host ?? "") == null || to == Address || _stopping.IsSet
        ? null
        : _associations.GetOrAdd(to, address => new Association(this, address));

    private void Accept()
    {
        while (!_stopping.IsSet)
        {
            try
            {
                var socket = _listener.AcceptSocket();
                var connection = new InboundConnection(this, socket);
                if (_inbound.Count >= MaxInbound)
                {
                    socket.Dispose();
                    continue;
                }
                _inbound[connection] = true;
                connection.Start();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                if (!_stopping.Wait(TimeSpan.FromMilliseconds(50)))
                    Log.Debug("accept failed: {0}", e.Message);
            }
        }
    }

    private void Heartbeat()
    {
        while (!_stopping.Wait(Cluster.Settings.HeartbeatInterval))
            Cluster.Tick();
    }

    private void Close()
    {
        // A member that goes without leaving must look like one that failed.
        var graceful = !Cluster.IsMember;
        Cluster.Stop();
        _stopping.Set();
        foreach (var association in _associations.Values)
            association.Close(graceful);
        foreach (var association in _associations.Values)
            association.Join(ClosePatience);
        _listener.Stop();
        foreach (var connection in _inbound.Keys)
            connection.Close();
        if (_heartbeat.IsAlive)
            _heartbeat.Join(ClosePatience);
        if (_accept.IsAlive)
            _accept.Join(ClosePatience);
    }
}
