using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>An OTLP endpoint on loopback, HTTP with protobuf, that keeps what it is sent.</summary>
public sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;

    public OtlpReceiver()
    {
        (_listener, Endpoint) = Listen();
        _serving = Serve();
    }

    /// <summary>What OTEL_EXPORTER_OTLP_ENDPOINT is set to, with OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf.</summary>
    public string Endpoint { get; }

    public OtlpInbox Inbox { get; } = new();

    public IReadOnlyList<OtlpSpan> Spans => Inbox.Spans;

    public IReadOnlyList<OtlpMetric> Metrics => Inbox.Metrics;

    public IReadOnlyList<OtlpLog> Logs => Inbox.Logs;

    /// <summary>Requests that could not be read.</summary>
    public IReadOnlyList<string> Errors => Inbox.Errors;

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
            Inbox.Keep(context.Request.Url!.AbsolutePath, body.ToArray());
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
        catch (Exception error)
        {
            Inbox.Complain(error);
            context.Response.Abort();
        }
    }
}
