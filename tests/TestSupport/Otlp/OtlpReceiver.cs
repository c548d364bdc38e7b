using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>An OTLP endpoint on loopback, HTTP with protobuf, that keeps what it is sent.</summary>
public sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpLog> _logs = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task _serving;

    public OtlpReceiver()
    {
        (_listener, Endpoint) = Listen();
        _serving = Serve();
    }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to, with OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf.</summary>
    public string Endpoint { get; }

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IReadOnlyList<OtlpMetric> Metrics => [.. _metrics];

    public IReadOnlyList<OtlpLog> Logs => [.. _logs];

    /// <summary>Requests that could not be read.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    public void Dispose()
    {
        _listener.Close();
        Task.WaitAny([_serving], TimeSpan.FromSeconds(5));
    }

    private static (HttpListener Listener, string Endpoint) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
            var listener = new HttpListener { Prefixes = { endpoint + "/" } };
            try
            {
                listener.Start();
                return (listener, endpoint);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
                // Somebody took the port in between.
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await Answer(context);
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Keep(context.Request.Url!.AbsolutePath, body.ToArray());
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
        catch (Exception error)
        {
            _errors.Enqueue(error.ToString());
            context.Response.Abort();
        }
    }

    private void Keep(string path, byte[] body)
    {
        switch (path)
        {
            case "/v1/traces":
                foreach (var span in OtlpDecoder.Spans(body)) _spans.Enqueue(span);
                break;
            case "/v1/metrics":
                foreach (var metric in OtlpDecoder.Metrics(body)) _metrics.Enqueue(metric);
                break;
            case "/v1/logs":
                foreach (var log in OtlpDecoder.Logs(body)) _logs.Enqueue(log);
                break;
            default:
                throw new FormatException($"no such endpoint: {path}");
        }
    }
}
