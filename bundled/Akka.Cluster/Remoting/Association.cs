using System.Diagnostics;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Remoting;

/// <summary>
/// What goes to one other node: a bounded queue and a thread that connects, again when it must, and writes.
/// Posting never blocks. What cannot be sent is lost, as upstream has it: at most once.
/// </summary>
internal sealed class Association(ClusterTransport transport, Address remote)
{
    private const int MaxFrames = 50_000;
    private const long MaxBytes = 64L << 20;
    private const int BatchBytes = 128 << 10;
    private const int HandshakeMilliseconds = 3000;
    private const int SendMilliseconds = 10_000;
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retirement = TimeSpan.FromSeconds(30);
    private static readonly byte[] HeartbeatFrame = Frame.Make(FrameKind.Heartbeat);

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _work = new(initialState: false);
    private readonly Queue<byte[]> _queue = new();
    private long _queuedBytes;
    private bool _beat;
    private Thread _thread;
    private Socket _socket;
    private long _failingSince;
    private volatile bool _closing;
    private volatile bool _graceful;

    /// <summary>The node is gone and nothing was sent to it for a while; a new association is needed if it comes back.</summary>
    public bool Retired { get; private set; }

    /// <summary>False: the queue is full or closed, and the frame is lost.</summary>
    public bool Post(byte[] frame)
    {
        lock (_gate)
        {
            if (_closing || _queue.Count >= MaxFrames || _queuedBytes + frame.Length > MaxBytes)
                return false;
            _queue.Enqueue(frame);
            _queuedBytes += frame.Length;
            Wake();
            return true;
        }
    }

    /// <summary>Sends a heartbeat before whatever is queued.</summary>
    public void Beat()
    {
        lock (_gate)
        {
            if (_closing)
                return;
            _beat = true;
            Wake();
        }
    }

    /// <param name="graceful">Say goodbye, so that the other side takes this for an end and not for a failure.</param>
    public void Close(bool graceful)
    {
        lock (_gate)
        {
            _graceful = graceful;
            _closing = true;
            _work.Set();
        }
    }

    public void Join(TimeSpan patience)
    {
        if (_thread is { } thread && !thread.Join(patience))
            _socket?.Dispose();
    }

    private void Wake()
    {
        if (_thread == null)
        {
            _thread = new Thread(Run, maxStackSize: 512 << 10) { IsBackground = true, Name = $"akka to {remote.HostPort()}" };
            _thread.Start();
        }
        _work.Set();
    }

    private void Run()
    {
        var backoff = FirstBackoff;
        var idleSince = Stopwatch.GetTimestamp();
        while (!_closing)
        {
            if (!HasWork && !transport.DeathWatch.WatchesAt(remote))
            {
                if (!_work.WaitOne(LastBackoff) && Stopwatch.GetElapsedTime(idleSince) > Retirement)
                    Retire();
                continue;
            }
            idleSince = Stopwatch.GetTimestamp();
            if (Connect() is { } stream)
            {
                (_failingSince, backoff) = (0, FirstBackoff);
                Pump(stream);
            }
            else
            {
                Fail();
                PauseFor(backoff);
                backoff = TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, LastBackoff.Ticks));
            }
        }
    }

    private void Retire()
    {
        lock (_gate)
        {
            if (_queue.Count > 0 || _beat)
                return;
            (Retired, _closing) = (true, true);
        }
        transport.Remove(remote, this);
    }

    private bool HasWork
    {
        get
        {
            lock (_gate)
                return _queue.Count > 0 || _beat;
        }
    }

    private NetworkStream Connect()
    {
        var host = TransportSettings.LoopbackOf(remote.Host);
        var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = HandshakeMilliseconds,
            SendTimeout = SendMilliseconds,
        };
        try
        {
            socket.Connect(host, remote.Port ?? 0);
            var stream = new NetworkStream(socket, ownsSocket: true);
            stream.Write(new Hello(transport.Self, remote).ToFrame());
            var hello = Hello.Parse(Frame.Read(stream, transport.Settings.MaxFrame));
            if (hello.From.Address != remote || hello.To != transport.Address)
                throw new FormatException($"{hello.From.Address} answered for {remote}");
            transport.PeerIs(hello.From);
            _socket = socket;
            return stream;
        }
        catch (Exception e) when (e is SocketException or IOException or FormatException or ObjectDisposedException)
        {
            socket.Dispose();
            transport.Log.Debug("cannot connect to {0}: {1}", remote, e.Message);
            return null;
        }
    }

    private void Pump(NetworkStream stream)
    {
        using (stream)
        {
            try
            {
                foreach (var (watchee, watcher) in transport.DeathWatch.At(remote))
                    stream.Write(ClusterTransport.WatchFrame(FrameKind.Watch, watchee, watcher));
                using var batch = new MemoryStream(BatchBytes);
                while (true)
                {
                    batch.SetLength(0);
                    var last = _closing;
                    Take(batch);
                    if (batch.Length > 0)
                        stream.Write(batch.GetBuffer(), 0, (int)batch.Length);
                    else if (last)
                        break;
                    else if (!_work.WaitOne(LastBackoff) && _socket.Poll(0, SelectMode.SelectRead))
                        return;
                }
                if (_graceful)
                    stream.Write(Frame.Make(FrameKind.Goodbye));
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                transport.Log.Debug("the connection to {0} broke: {1}", remote, e.Message);
            }
        }
    }

    private void Take(MemoryStream batch)
    {
        lock (_gate)
        {
            if (_beat)
                batch.Write(HeartbeatFrame);
            _beat = false;
            while (batch.Length < BatchBytes && _queue.TryDequeue(out var frame))
            {
                _queuedBytes -= frame.Length;
                batch.Write(frame);
            }
        }
    }

    private void Fail()
    {
        int lost;
        lock (_gate)
        {
            lost = _queue.Count;
            _queue.Clear();
            (_queuedBytes, _beat) = (0, false);
        }
        if (lost > 0)
            transport.Log.Debug("{0} frames to {1} are lost: it cannot be reached", lost, remote);
        if (_failingSince == 0)
            _failingSince = Stopwatch.GetTimestamp();
        // A member's fate is the cluster's to decide; about any other address this is all that will ever be known.
        if (Stopwatch.GetElapsedTime(_failingSince) > transport.Cluster.Settings.AcceptablePause && transport.Cluster.View.Find(remote) == null)
            transport.DeathWatch.NodeDied(remote);
    }

    private void PauseFor(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (!_closing && time - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
            _work.WaitOne(left);
        _work.Set();
    }
}
