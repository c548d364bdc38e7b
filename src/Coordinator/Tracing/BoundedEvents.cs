using System.Diagnostics;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Tracing;

/// <summary>Events on a span that lasts as long as the run: no more than a backend takes, however much happens.</summary>
internal sealed class BoundedEvents(Activity? span)
{
    /// <summary>As many as the SDKs keep of a span by default.</summary>
    private const int Most = 127;

    private int _count;

    public void Add(string name, DateTimeOffset at, ActivityTagsCollection facts)
    {
        if (span is null || _count > Most) return;
        span.AddEvent(++_count > Most ? new(TelemetryEvents.More, at) : new(name, at, facts));
    }
}
