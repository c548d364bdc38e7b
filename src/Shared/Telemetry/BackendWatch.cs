using System.Diagnostics.Metrics;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>
/// Knows whether the backend answers, from what .NET's HTTP client says of its calls, those over gRPC among them. Safe for concurrent use.
/// </summary>
internal sealed class BackendWatch : IDisposable
{
    private const string Source = "System.Net.Http";
    private const string Open = "http.client.active_requests";
    private const string Done = "http.client.request.duration";
    private const string Failed = "error.type";

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly HashSet<(string Host, int Port)> _servers;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private long _open;
    private long _silentSince;
    private bool _lastFailed;

    /// <param name="endpoints">Calls to others are not looked at.</param>
    /// <param name="patience">A call that was not answered for so long will not be.</param>
    public BackendWatch(IEnumerable<Uri> endpoints, TimeSpan patience, TimeProvider clock)
    {
        (_patience, _clock) = (patience, clock);
        _servers = [.. endpoints.Select(e => (e.Host, e.Port))];
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Source && instrument.Name is Open or Done) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, change, tags, _) => Changed(change, tags));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Ended(tags));
        _listener.Start();
    }

    /// <summary>The last call failed, or one waits for longer than calls take.</summary>
    public bool IsDead
    {
        get
        {
            lock (_gate) return _lastFailed || (_open > 0 && _clock.GetElapsedTime(_silentSince) > _patience);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Changed(long change, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_servers.Contains(ServerOf(tags))) return;
        lock (_gate)
        {
            if (_open == 0) _silentSince = _clock.GetTimestamp();
            _open += change;
        }
    }

    private void Ended(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_servers.Contains(ServerOf(tags))) return;
        var failed = false;
        foreach (var tag in tags) failed |= tag.Key == Failed;
        lock (_gate) (_lastFailed, _silentSince) = (failed, _clock.GetTimestamp());
    }

    private static (string Host, int Port) ServerOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (host, port) = ("", 0);
        foreach (var (name, value) in tags)
        {
            if (name == "server.address") host = value as string ?? "";
            if (name == "server.port") port = value as int? ?? 0;
        }
        return (host, port);
    }
}
