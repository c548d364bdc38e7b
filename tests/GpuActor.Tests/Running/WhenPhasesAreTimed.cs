using System.Diagnostics;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training.Stages;
using Xunit;

namespace AdaSapSweep.GpuActor.Tests.Running;

public sealed class WhenPhasesAreTimed : IDisposable
{
    private const string Source = "AdaSapSweep.Tests.Phases";

    private readonly ActivitySource _source = new(Source);
    private readonly List<Activity> _told = [];
    private readonly ManualClock _clock = new();
    private readonly ActivityListener _listener;

    public WhenPhasesAreTimed()
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

    [Fact]
    public void TheyAreSpansBelowTheAttempt_AndTheirSumsAreItsTime()
    {
        using var attempt = _source.StartActivity("attempt")!;
        var phases = new PhaseClock(attempt, _source, _clock);
        foreach (var (phase, seconds) in new[] { (StagePhases.Train, 2), (StagePhases.Checkpoint, 10), (StagePhases.Train, 1), (StagePhases.Train, 10) })
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            phases.Enter(phase);
        }
        _clock.Advance(TimeSpan.FromSeconds(5));
        phases.End();
        Assert.Equal(["load 2", "train 10", "checkpoint 1", "train 15"], _told.Select(s => FormattableString.Invariant($"{s.OperationName} {s.Duration.TotalSeconds}")));
        Assert.All(_told, s => Assert.Equal(attempt.SpanId, s.ParentSpanId));
        Assert.Equal([2.0, 25.0, 1.0], new[] { StagePhases.Load, StagePhases.Train, StagePhases.Checkpoint }.Select(p => (double)attempt.GetTagItem(TelemetryAttributes.SecondsIn(p))!));
        Assert.Same(attempt, Activity.Current);
    }

    [Fact]
    public void ALongAttemptHasABoundedNumberOfThem_AndWholeSums()
    {
        using var attempt = _source.StartActivity("attempt")!;
        var phases = new PhaseClock(attempt, _source, _clock);
        for (var i = 0; i < 1000; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            phases.Enter(i % 2 == 0 ? StagePhases.Train : StagePhases.Checkpoint);
        }
        phases.End();
        Assert.Equal(200, _told.Count);
        Assert.Equal(500.0, attempt.GetTagItem(TelemetryAttributes.SecondsIn(StagePhases.Train)));
    }

    [Fact]
    public void TheyAreNamedAsTheirReadersNameThem() => Assert.Equal(StagePhaseNames.All, StagePhases.All);
}
