using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport.Otlp;

namespace AdaSapSweep.Benchmarks.Kills;

/// <summary>Stages as the GPU actors have traced them: when each was really under way, whatever the coordinator knew of it.</summary>
internal static class StageSpans
{
    /// <summary>One for each attempt that was begun and that its process lived to end.</summary>
    public static IReadOnlyList<OtlpSpan> Of(string store) =>
        [.. Directory.GetFiles(TelemetryHost.SpanFolder(store), $"{TelemetrySources.GpuActor}-*.jsonl").SelectMany(OtlpJsonLines.SpansOf).Where(s => s.Name.StartsWith(SpanNames.Stage, StringComparison.Ordinal))];

    /// <summary>Share of the slots' time, from the first stage's beginning to the last one's end, in which a stage was under way.</summary>
    public static double BusyShare(IReadOnlyList<OtlpSpan> spans)
    {
        var slots = spans.Select(s => s.Attributes[TelemetryAttributes.Slot]).Distinct().Count();
        var wall = spans.Max(s => s.EndNanoseconds) - spans.Min(s => s.StartNanoseconds);
        return spans.Sum(s => (double)(s.EndNanoseconds - s.StartNanoseconds)) / ((double)wall * slots);
    }
}
