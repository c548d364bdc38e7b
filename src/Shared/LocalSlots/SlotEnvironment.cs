using System.Globalization;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>Variables that native code reads as a slot's process starts, before any call of ours could set them.</summary>
public static class SlotEnvironment
{
    /// <summary>
    /// Of a slot on the CPU. By default glibc gives freed activations back to the kernel and faults them in again: a fifth to a third of a step. So it keeps
    /// them, in one heap, as those of other threads than the first cannot grow; between two stages the slot gives everything back.
    /// </summary>
    public static IReadOnlyList<(string Name, string Value)> OfAllocator { get; } =
        [("MALLOC_ARENA_MAX", "1"), ("MALLOC_MMAP_THRESHOLD_", "4294967296"), ("MALLOC_TRIM_THRESHOLD_", "17179869184")];

    /// <summary>For LibTorch's thread pools.</summary>
    public static IReadOnlyList<(string Name, string Value)> OfThreads(int threads)
    {
        var count = threads.ToString(CultureInfo.InvariantCulture);
        return [("OMP_NUM_THREADS", count), ("MKL_NUM_THREADS", count)];
    }
}
