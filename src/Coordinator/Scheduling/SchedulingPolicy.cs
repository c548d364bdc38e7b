namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>The limits that the scheduler keeps; from <c>adasap.coordinator</c> in hocon/coordinator.conf.</summary>
/// <param name="LeaseLength">A lease that is not renewed for so long is lost.</param>
/// <param name="MaxCrashes">Attempts at a stage that may crash or run out of memory before it fails for good.</param>
/// <param name="MaxLosses">Leases of a stage that may be lost, or given back unasked, in a row without a new epoch in between, before it fails for good.</param>
/// <param name="RetryDelay">Wait before the second attempt after a crash; doubled for each further one.</param>
public sealed record SchedulingPolicy(TimeSpan LeaseLength, int MaxCrashes, int MaxLosses, TimeSpan RetryDelay)
{
    private const int MostDoublings = 10;

    public TimeSpan DelayAfter(int crashes) => RetryDelay * Math.Pow(2, Math.Clamp(crashes - 1, 0, MostDoublings));
}
