using System.Net.Sockets;
using Akka.Event;

namespace Akka.Cluster.Remoting;

/// <summary>What comes from one other node, read on a thread of its own.</summary>
internal sealed class InboundConnection(ClusterTransport transport, Socket socket)
{
    private const int HandshakeMilliseconds = 3000;
    private bool _goodbye;

    public UniqueAddress Peer { get; private set; }

    public void Start() =>
        new Thread(Run, maxStackSize: 512 << 10) { IsBackground = true, Name = "akka from " + socket.RemoteEndPoint }.Start();

    public void Close() => socket.Dispose();

    private void Run()
    {
        try
        {
            socket.NoDelay = true;
            socket.ReceiveTimeout = HandshakeMilliseconds;
            using var stream = new NetworkStream(socket, ownsSocket: true);
            var hello = Hello.Parse(Frame.Read(stream, transport.Settings.MaxFrame));
            if (hello.To != transport.Address)
                throw new FormatException($"{hello.From.Address} wants {hello.To}, and this is {transport.Address}");
            Peer = hello.From;
            transport.PeerIs(Peer);
            transport.Opened(this);
            stream.Write(new Hello(transport.Self, Peer.Address).ToFrame());
            socket.ReceiveTimeout = 0;
            while (!_goodbye && Frame.Read(stream, transport.Settings.MaxFrame) is { } frame)
            {
                transport.Cluster.Seen(Peer);
                _goodbye = (FrameKind)frame[0] == FrameKind.Goodbye;
                transport.Incoming.Handle(frame);
            }
        }
        catch (FormatException e)
        {
            transport.Log.Warning("a connection is refused: {0}", e.Message);
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            transport.Log.Debug("the connection from {0} broke: {1}", Peer, e.Message);
        }
        finally
        {
            transport.Closed(this, _goodbye);
            socket.Dispose();
        }
    }
}
