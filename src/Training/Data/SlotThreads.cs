using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>Keeps loops over images within the threads that the slot may use: those that LibTorch has been given on this thread.</summary>
internal static class SlotThreads
{
    public static ParallelOptions Share() => new() { MaxDegreeOfParallelism = get_num_threads() };
}
