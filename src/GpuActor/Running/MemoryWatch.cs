namespace AdaSapSweep.GpuActor.Running;

/// <summary>Tells when a process has grown so much since its first stage that a fresh one is better.</summary>
/// <param name="growth">Bytes.</param>
/// <param name="resident">The process's resident memory in bytes; looked at no oftener than every ten seconds, as it costs a system call or two.</param>
internal sealed class MemoryWatch(long growth, Func<long> resident, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _first;
    private long _lookedAt;

    /// <summary>Called between two stages.</summary>
    /// <returns>True when the process should be started anew.</returns>
    public bool HasGrown()
    {
        if (_first is not null && clock.GetElapsedTime(_lookedAt) < Interval) return false;
        _lookedAt = clock.GetTimestamp();
        var now = resident();
        _first ??= now;
        return now - _first > growth;
    }
}
