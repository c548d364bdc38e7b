using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AdaSapSweep.ImageSets.Tests.Fetching;

/// <summary>A web server on loopback that behaves as badly as it is told to, one request after the other.</summary>
internal sealed class Mirror : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _serving;

    public Mirror()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>By path, as <c>/set.tar.gz</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>One for each request to come; a request beyond them is served as it should be.</summary>
    public ConcurrentQueue<Manner> Manners { get; } = new();

    public string Mark { get; set; } = "\"1\"";

    /// <summary>The value of Range of each request; empty without one.</summary>
    public IReadOnlyList<string> Ranges => [.. _requests];

    public Uri Address(string path) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}"));

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Stop();
        foreach (var client in _open) client.Dispose();
        Task.WaitAny([_serving], TimeSpan.FromSeconds(5));
        _closed.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_closed.Token);
                _open.Add(client);
                await AnswerAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_closed.Token))!.Split(' ')[1];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_closed.Token) is { Length: > 0 } line) headers[line.Split(':')[0]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        var range = headers.GetValueOrDefault("Range", "");
        _requests.Enqueue(range);
        var manner = Manners.TryDequeue(out var told) ? told : new Manner();
        if (!Files.TryGetValue(path, out var file)) manner = manner with { Status = 404 };
        await SendAsync(client, manner, file ?? [], Start(range, headers, manner));
    }

    private long Start(string range, Dictionary<string, string> headers, Manner manner) =>
        manner.Ranges && range.Length > 0 && headers.GetValueOrDefault("If-Range", Mark) == Mark ? long.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;

    private async Task SendAsync(TcpClient client, Manner manner, byte[] file, long start)
    {
        var body = file.AsMemory((int)start);
        var status = manner.Status != 200 ? $"{manner.Status} No" : start > 0 ? "206 Partial Content" : "200 OK";
        var head = $"HTTP/1.1 {status}\r\nContent-Length: {(manner.Status == 200 ? body.Length : 0)}\r\nETag: {Mark}\r\nConnection: close\r\n";
        if (start > 0) head += $"Content-Range: bytes {start}-{file.Length - 1}/{file.Length}\r\n";
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), _closed.Token);
        if (manner.Status == 200) await stream.WriteAsync(manner.Bytes is { } some ? body[..some] : body, _closed.Token);
        await stream.FlushAsync(_closed.Token);
        // A connection that is left open is one that stalls.
        if (!manner.Stalls) client.Client.Shutdown(SocketShutdown.Send);
    }
}

/// <param name="Bytes">Of the body that are sent; null: all.</param>
/// <param name="Stalls">Says nothing more after them, in place of ending the connection.</param>
/// <param name="Ranges">Sends a part when a part is asked for.</param>
internal sealed record Manner(int? Bytes = null, bool Stalls = false, bool Ranges = true, int Status = 200);
