using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>Steps a second of one attempt, over the last seconds: a mean over all of it would hide that it has become slow.</summary>
internal sealed class StepRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private readonly Queue<(DateTimeOffset At, long Steps)> _told = [];
    private (DateTimeOffset At, long Steps) _last;

    /// <summary>Null while there were too few steps.</summary>
    public double? PerSecond => _told.TryPeek(out var first) && _last.At > first.At ? (_last.Steps - first.Steps) / (_last.At - first.At).TotalSeconds : null;

    /// <param name="phase">What the slot does; while it loads there are no steps to be counted.</param>
    public void Tell(DateTimeOffset at, long steps, string? phase)
    {
        if (phase is null or StagePhaseNames.Load) _told.Clear();
        else if (_told.Count == 0 || steps > _last.Steps)
        {
            _last = (at, steps);
            _told.Enqueue(_last);
            // Two always stay: a step may take longer than that.
            while (_told.Count > 2 && at - _told.Peek().At > Window) _told.Dequeue();
        }
    }
}
