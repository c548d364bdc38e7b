using System.Collections.Concurrent;

namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>What an endpoint was sent, however it came.</summary>
public sealed class OtlpInbox
{
    private readonly ConcurrentQueue<OtlpSpan> _spans = new();
    private readonly ConcurrentQueue<OtlpMetric> _metrics = new();
    private readonly ConcurrentQueue<OtlpLog> _logs = new();
    private readonly ConcurrentQueue<string> _errors = new();

    public IReadOnlyList<OtlpSpan> Spans => [.. _spans];

    public IReadOnlyList<OtlpMetric> Metrics => [.. _metrics];

    public IReadOnlyList<OtlpLog> Logs => [.. _logs];

    /// <summary>Requests that could not be read.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    internal void Complain(Exception error) => _errors.Enqueue(error.ToString());

    /// <param name="path">As of HTTP, /v1/traces; of gRPC, the service's name is part of it.</param>
    /// <exception cref="FormatException">No such endpoint, or no such request.</exception>
    internal void Keep(string path, ReadOnlySpan<byte> body)
    {
        if (path is "/v1/traces" || path.Contains("TraceService", StringComparison.Ordinal))
            foreach (var span in OtlpDecoder.Spans(body)) _spans.Enqueue(span);
        else if (path is "/v1/metrics" || path.Contains("MetricsService", StringComparison.Ordinal))
            foreach (var metric in OtlpDecoder.Metrics(body)) _metrics.Enqueue(metric);
        else if (path is "/v1/logs" || path.Contains("LogsService", StringComparison.Ordinal))
            foreach (var log in OtlpDecoder.Logs(body)) _logs.Enqueue(log);
        else throw new FormatException($"no such endpoint: {path}");
    }
}
