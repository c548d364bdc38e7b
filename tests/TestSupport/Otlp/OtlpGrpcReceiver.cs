using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>An OTLP endpoint on loopback, gRPC without TLS. Of HTTP/2 (RFC 9113) it does as much as a unary call needs, and shares no code with what calls it.</summary>
public sealed class OtlpGrpcReceiver : IDisposable
{
    private const int PrefaceLength = 24;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte WindowUpdate = 8;
    private const byte Acknowledged = 1;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const byte Padded = 8;

    /// <summary>":status: 200" by its index; "content-type: application/grpc" with an indexed name.</summary>
    private static readonly byte[] Answer = [0x88, 0x0f, 0x10, 16, .. "application/grpc"u8];

    private static readonly byte[] NoMessage = new byte[5];
    private static readonly byte[] Trailers = [0x00, 11, .. "grpc-status"u8, 1, .. "0"u8];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public OtlpGrpcReceiver()
    {
        _listener.Start();
        Endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = Serve();
    }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to, with OTEL_EXPORTER_OTLP_PROTOCOL=grpc.</summary>
    public string Endpoint { get; }

    public OtlpInbox Inbox { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task Serve()
    {
        while (true)
        {
            try
            {
                _ = Talk(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Talk(TcpClient client)
    {
        using (client)
        {
            try
            {
                await Talk(client.GetStream(), _stop.Token);
            }
            catch (Exception error) when (error is EndOfStreamException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The other side has gone, maybe by a kill.
            }
            catch (Exception error)
            {
                Inbox.Complain(error);
            }
        }
    }

    private async Task Talk(NetworkStream stream, CancellationToken stop)
    {
        var calls = new Dictionary<int, (string Path, MemoryStream Body)>();
        var header = new byte[9];
        await stream.ReadExactlyAsync(new byte[PrefaceLength], stop);
        await Send(stream, Settings, 0, 0, [], stop);
        while (true)
        {
            await stream.ReadExactlyAsync(header, stop);
            var (type, flags, id) = (header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) & int.MaxValue);
            var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
            await stream.ReadExactlyAsync(payload, stop);
            if (type == Settings && (flags & Acknowledged) == 0) await Send(stream, Settings, Acknowledged, 0, [], stop);
            else if (type == Ping && (flags & Acknowledged) == 0) await Send(stream, Ping, Acknowledged, 0, payload, stop);
            // Texts are not Huffman coded by the client of .NET, so the path stands there as it is.
            else if (type == Headers) calls[id] = (Encoding.Latin1.GetString(payload), new());
            else if (type == Data)
            {
                var content = (flags & Padded) != 0 ? payload.AsMemory(1, payload.Length - 1 - payload[0]) : payload;
                await calls[id].Body.WriteAsync(content, stop);
                if (payload.Length > 0)
                {
                    var credit = new byte[4];
                    BinaryPrimitives.WriteInt32BigEndian(credit, payload.Length);
                    await Send(stream, WindowUpdate, 0, 0, credit, stop);
                    if ((flags & EndStream) == 0) await Send(stream, WindowUpdate, 0, id, credit, stop);
                }
                if ((flags & EndStream) == 0) continue;
                Take(calls[id].Path, calls[id].Body.ToArray());
                calls.Remove(id);
                await Send(stream, Headers, EndHeaders, id, Answer, stop);
                await Send(stream, Data, 0, id, NoMessage, stop);
                await Send(stream, Headers, EndHeaders | EndStream, id, Trailers, stop);
            }
        }
    }

    /// <summary>A byte that says whether the message is compressed, its length, and the message.</summary>
    private void Take(string path, byte[] body)
    {
        if (body.Length < 5 || body[0] != 0) throw new FormatException("not one uncompressed message");
        Inbox.Keep(path, body.AsSpan(5, BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(1))));
    }

    private static async Task Send(NetworkStream stream, byte type, int flags, int id, byte[] payload, CancellationToken stop)
    {
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length);
        (frame[3], frame[4]) = (type, (byte)flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        await stream.WriteAsync(frame, stop);
    }
}
