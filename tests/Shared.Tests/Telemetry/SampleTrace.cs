using System.Diagnostics;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport.Otlp;

namespace AdaSapSweep.Shared.Tests.Telemetry;

/// <summary>A sweep with one attempt beneath it, and what a backend must have of it, whichever way it came.</summary>
internal static class SampleTrace
{
    public const string LinkedTo = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    public static ActivityTraceId Record(SweepInstruments instruments)
    {
        using var sweep = instruments.Spans.StartActivity("sweep") ?? throw new InvalidOperationException("nobody listens");
        using (var attempt = instruments.Spans.StartActivity(
            ActivityKind.Internal, TraceContext.Parse(TraceContext.Format(sweep)), links: TraceContext.Links([LinkedTo]), name: "attempt"))
        {
            attempt!.SetTag(TelemetryAttributes.StageKind, "pretrain").SetTag(TelemetryAttributes.Attempt, 2).SetTag("ratio", 0.25)
                .SetTag("done", true).SetTag("text", "ü\"\n").SetTag("list", new[] { "a", "b" }).SetTag("nan", double.NaN);
            attempt.AddEvent(new(TelemetryEvents.Epoch, tags: new() { { TelemetryAttributes.Epoch, 3 } }));
            attempt.SetStatus(ActivityStatusCode.Error, "diverged");
        }

        return sweep.TraceId;
    }

    public static void IsIn(IReadOnlyList<OtlpSpan> spans, ActivityTraceId trace, string service)
    {
        var sweep = Assert.Single(spans, s => s.Name == "sweep");
        var attempt = Assert.Single(spans, s => s.Name == "attempt");
        Assert.Equal((service, service, trace.ToHexString(), ""), (sweep.Service, sweep.Scope, sweep.TraceId, sweep.ParentSpanId));
        Assert.Equal((sweep.TraceId, sweep.SpanId), (attempt.TraceId, attempt.ParentSpanId));
        Assert.True(sweep.StartNanoseconds <= attempt.StartNanoseconds && attempt.EndNanoseconds <= sweep.EndNanoseconds);
        Assert.True(sweep.StartNanoseconds > 1_700_000_000_000_000_000);
        Assert.Equal(2, attempt.Status);
        Assert.Equal("pretrain", attempt.Attributes["adasap.stage.kind"]);
        Assert.Equal(2L, attempt.Attributes["adasap.attempt"]);
        Assert.Equal(0.25, attempt.Attributes["ratio"]);
        Assert.Equal(true, attempt.Attributes["done"]);
        Assert.Equal("ü\"\n", attempt.Attributes["text"]);
        Assert.Equal(["a", "b"], Assert.IsType<List<object?>>(attempt.Attributes["list"]));
        Assert.Equal(double.NaN, attempt.Attributes["nan"]);
        var epoch = Assert.Single(attempt.Events);
        Assert.Equal(("epoch", 3L), (epoch.Name, epoch.Attributes["adasap.epoch"]));
        Assert.Equal(new OtlpLink("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), Assert.Single(attempt.Links));
    }
}
