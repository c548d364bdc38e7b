using System.Diagnostics;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Coordinator.Tracing;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.Telemetry;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Tracing;

public sealed class WhenALargeSweepIsTraced : IDisposable
{
    private const string Source = "AdaSapSweep.Tests.LargeSweep";

    private readonly ActivitySource _source = new(Source);
    private readonly List<Activity> _told = [];
    private readonly ActivityListener _listener;
    private readonly SweepPlan _plan = Plans.Of([.. Enumerable.Range(1, 200).Select(i => FormattableString.Invariant($"root eval{i}"))]);

    public WhenALargeSweepIsTraced()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _told.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }

    [Theory]
    [InlineData(100, null, null, 1.0)]
    [InlineData(10_000, null, null, 1.0)]
    [InlineData(1_000_000, null, null, 0.01)]
    [InlineData(1_000_000, "always_on", null, 1.0)]
    [InlineData(100, "parentbased_traceidratio", "0.25", 0.25)]
    [InlineData(100, "traceidratio", "a quarter", 1.0)]
    [InlineData(100, "traceidratio", "7", 1.0)]
    public void ItsShareFollowsFromItsSize_OrFromTheStandardVariables(int stages, string? sampler, string? argument, double share) =>
        Assert.Equal(share, TrialSampling.Of(stages, name => name == "OTEL_TRACES_SAMPLER" ? sampler : argument).Share, 12);

    [Fact]
    public void TheShareIsKept_TheSameInEveryRun()
    {
        var kept = _plan.Trials.Where(t => new TrialSampling(0.3).Keeps(t.Id.Value)).ToList();
        Assert.InRange(kept.Count, 35, 85);
        Assert.All(kept, t => Assert.True(new TrialSampling(0.5).Keeps(t.Id.Value)));
    }

    [Fact]
    public void WhatIsLeftOutIsNotRecorded_ButForWhatFails()
    {
        var sampling = new TrialSampling(0.3);
        var (kept, left) = (_plan.Trials.First(t => sampling.Keeps(t.Id.Value)), _plan.Trials.First(t => !sampling.Keeps(t.Id.Value)));
        using (var trace = new SweepTrace(new StageTree(_plan), _source, "", run: 1, sampling))
        {
            Assert.Equal(ActivityTraceFlags.Recorded, TraceContext.Parse(trace.ParentOf(kept.Stages[^1]).TraceParent).TraceFlags);
            Assert.Equal(ActivityTraceFlags.None, TraceContext.Parse(trace.ParentOf(left.Stages[^1]).TraceParent).TraceFlags);
            // The root is shared by both: it lies under one that is kept, and is linked to no other.
            var (parent, links) = trace.ParentOf(_plan.Trials[0].Stages[0]);
            Assert.Equal(ActivityTraceFlags.Recorded, TraceContext.Parse(parent).TraceFlags);
            Assert.Equal(_plan.Trials.Count(t => sampling.Keeps(t.Id.Value)) - 1, links.Length);
            trace.Observe(new LeaseGranted(left.Stages[^1], new(1), new("cpu/1"), "it was ready", Plans.Start));
            trace.Observe(new AttemptFailed(left.Stages[^1], new(1), FailureKind.Diverged, "the loss is NaN", Final: true, Plans.Start.AddSeconds(1)));
        }
        var failed = Assert.Single(_told, s => s.OperationName.StartsWith(SpanNames.Stage, StringComparison.Ordinal));
        Assert.Equal((ActivityStatusCode.Error, "diverged"), (failed.Status, (string?)failed.GetTagItem("error.type")));
        Assert.Equal(_told.Single(s => s.OperationName == SpanNames.Sweep).SpanId, failed.ParentSpanId);
        Assert.All(_told.Where(s => s.OperationName == SpanNames.Trial), s => Assert.True(sampling.Keeps((string)s.GetTagItem(TelemetryAttributes.TrialId)!)));
    }

    [Fact]
    public void EventsOfARunAreBounded()
    {
        using (var trace = new SweepTrace(new StageTree(_plan), _source, "", run: 1))
            for (var i = 0; i < 1000; i++) trace.Observe(new EventLogged(new(1), "slot-lost", "it went", null, Plans.Start));
        var events = _told.Single(s => s.OperationName == SpanNames.Sweep).Events.ToList();
        Assert.Equal(128, events.Count);
        Assert.Equal(TelemetryEvents.More, events[^1].Name);
    }

    [Fact]
    public void ALostAttempt_IsToldByTheCoordinator_AndItsTrialKnowsOfTheRetry()
    {
        var stage = _plan.Trials[0].Stages[0];
        using (var trace = new SweepTrace(new StageTree(_plan), _source, "", run: 1))
        {
            trace.Observe(new LeaseGranted(stage, new(1), new("cpu/1"), "it was ready", Plans.Start));
            trace.Observe(new AttemptFailed(stage, new(1), FailureKind.Lost, "its process ended", Final: false, Plans.Start.AddSeconds(3)));
        }
        var lost = Assert.Single(_told, s => s.OperationName.StartsWith(SpanNames.Stage, StringComparison.Ordinal));
        Assert.Equal(SpanIds.OfAttempt(lost.TraceId, stage, new(1)), lost.SpanId);
        Assert.Equal((Plans.Start.UtcDateTime, TimeSpan.FromSeconds(3)), (lost.StartTimeUtc, lost.Duration));
        var trial = _told.Single(s => s.SpanId == lost.ParentSpanId);
        Assert.Equal((SpanNames.Trial, "lease lost, retry"), (trial.OperationName, string.Join(", ", trial.Events.Select(e => e.Name))));
    }
}
