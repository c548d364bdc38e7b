using System.Diagnostics;
using System.Reflection;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>Starts spans under ids of <see cref="SpanIds"/>.</summary>
public static class KnownSpan
{
    // .NET draws every span's id itself and has no way to say otherwise. Where a runtime keeps it elsewhere, ids stay drawn: then spans that
    // refer to a lost one stay without it, and nothing else changes.
    private static readonly FieldInfo? Id = typeof(Activity).GetField("_spanId", BindingFlags.NonPublic | BindingFlags.Instance) is { } field && field.FieldType == typeof(string) ? field : null;

    /// <param name="id">From the trace's id, which is only known now for the first span of a trace.</param>
    /// <returns>Null when nobody listens, or the trace is not sampled.</returns>
    public static Activity? StartKnown(
        this ActivitySource source, string name, Func<ActivityTraceId, ActivitySpanId> id, ActivityContext parent, IEnumerable<ActivityLink>? links = null, DateTimeOffset start = default)
    {
        var span = source.StartActivity(name, ActivityKind.Internal, parent, links: links, startTime: start);
        if (span is not null) Id?.SetValue(span, id(span.TraceId).ToHexString());
        return span;
    }
}
