using System.Globalization;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>Variables that native code reads as a slot's process starts, before any call of ours could set them.</summary>
public static class SlotEnvironment
{
    /// <summary>
    /// Of a slot on the CPU. By default glibc gives each freed activation back to the kernel and faults it in again: a tenth to a fifth of a step.
    /// </summary>
    public static IReadOnlyList<(string Name, string Value)> OfAllocator { get; } =
        [("MALLOC_MMAP_THRESHOLD_", "33554432"), ("MALLOC_TRIM_THRESHOLD_", "268435456")];

    /// <summary>For LibTorch's thread pools.</summary>
    public static IReadOnlyList<(string Name, string Value)> OfThreads(int threads)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        return [("OMP_NUM_THREADS", count), ("MKL_NUM_THREADS", count)];
    }
}
