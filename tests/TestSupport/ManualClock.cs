namespace AdaSapSweep.TestSupport;

/// <summary>A clock that stands still until it is told to move. Timers are the system's: a test that needs them does not use this clock.</summary>
public sealed class ManualClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
