namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>A span as a backend gets it; ids in hex, <paramref name="ParentSpanId"/> empty for a root.</summary>
/// <param name="Status">0 unset, 1 ok, 2 error.</param>
public sealed record OtlpSpan(
    string Service,
    string Scope,
    string TraceId,
    string SpanId,
    string ParentSpanId,
    string Name,
    ulong StartNanoseconds,
    ulong EndNanoseconds,
    IReadOnlyDictionary<string, object?> Attributes,
    IReadOnlyList<OtlpEvent> Events,
    IReadOnlyList<OtlpLink> Links,
    int Status);

public sealed record OtlpEvent(string Name, ulong Nanoseconds, IReadOnlyDictionary<string, object?> Attributes);

public sealed record OtlpLink(string TraceId, string SpanId);

public sealed record OtlpMetric(string Service, string Scope, string Name, string Unit);

public sealed record OtlpLog(string Service, string Body, string TraceId, string SpanId);
