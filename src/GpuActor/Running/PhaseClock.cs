using System.Diagnostics;
using AdaSapSweep.Shared.Telemetry;
using AdaSapSweep.Training.Stages;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Times the phases of an attempt: a span below the attempt's for each spell, and their sums on it. Used by the training thread alone.</summary>
/// <param name="span">The attempt's; null without tracing.</param>
internal sealed class PhaseClock(Activity? span, ActivitySource source, TimeProvider clock)
{
    /// <summary>Beyond it only the sums go on: an attempt of a thousand epochs is not a thousand times as large.</summary>
    private const int MostSpans = 200;

    /// <summary>What is shorter is told by the sums alone.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, TimeSpan> _sums = [];
    private string _phase = StagePhases.Load;
    private DateTimeOffset _since = clock.GetUtcNow();
    private long _sinceTicks = clock.GetTimestamp();
    private int _spans;

    public void Enter(string phase)
    {
        if (phase == _phase) return;
        Close();
        _phase = phase;
    }

    /// <summary>The attempt ends.</summary>
    public void End()
    {
        Close();
        foreach (var (phase, sum) in _sums) span?.SetTag(TelemetryAttributes.SecondsIn(phase), sum.TotalSeconds);
    }

    private void Close()
    {
        var (begin, length) = (_since, clock.GetElapsedTime(_sinceTicks));
        (_since, _sinceTicks) = (begin + length, clock.GetTimestamp());
        _sums[_phase] = _sums.GetValueOrDefault(_phase) + length;
        if (span is null || length < Shortest || _spans >= MostSpans) return;
        _spans++;
        // Made when it is over, so that it is never the one that logs within it belong to.
        using var spell = source.StartActivity(_phase, ActivityKind.Internal, span.Context, startTime: begin);
        spell?.SetTag(TelemetryAttributes.Phase, _phase).SetEndTime((begin + length).UtcDateTime);
    }
}
