namespace AdaSapSweep.GpuActor.Running;

/// <summary>
/// Measures what a stage takes of its device's memory at its highest: the process's resident memory on a CPU, from the kernel where it can count anew for
/// each stage, and else from readings now and then; on a GPU from readings. Used by one training thread, for one stage after the other.
/// </summary>
/// <param name="read">Bytes that the process holds on the device; null where nobody tells.</param>
/// <param name="forgetPeak">Lets <paramref name="peak"/> begin anew; false where it cannot, and on a GPU.</param>
/// <param name="peak">The most bytes since then.</param>
/// <param name="interval">Between two readings.</param>
internal sealed class StageMeter(Func<long?> read, Func<bool> forgetPeak, Func<long> peak, TimeSpan interval, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long? _highest;
    private long? _before;

    /// <param name="device"><c>cpu</c> or <c>cuda:N</c>, as this process sees it.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES.</param>
    public static StageMeter Of(string device, string? visible, TimeSpan interval, TimeProvider clock) => device == "cpu"
        ? new(() => Environment.WorkingSet, ResidentMemory.TryForgetPeak, ResidentMemory.PeakBytes, interval, clock)
        : new(
            () => NvidiaSmi.Ask(GpuProcessMemory.Query, device, visible) is { } answer ? GpuProcessMemory.Parse(answer, Environment.ProcessId) : null,
            () => false, () => 0, interval, clock)
        { KeepsMemory = true };

    /// <summary>The process keeps for its next stage what a stage took: one that takes no more tells nothing.</summary>
    public bool KeepsMemory { get; init; }

    /// <returns>What the stage returned, and the bytes that it took; null when nobody told, or an earlier stage of the process took as much.</returns>
    public (T Result, long? Bytes) During<T>(Func<T> stage)
    {
        if (forgetPeak()) return (stage(), peak());
        lock (_gate) (_highest, _before) = (null, KeepsMemory && _highest is { } kept ? kept : _before);
        T result;
        using (clock.CreateTimer(_ => Read(), null, interval, interval)) result = stage();
        Read();
        lock (_gate) return (result, _highest <= _before ? null : _highest);
    }

    private void Read()
    {
        var now = read();
        lock (_gate)
        {
            if (_highest is null || now > _highest) _highest = now ?? _highest;
        }
    }
}
