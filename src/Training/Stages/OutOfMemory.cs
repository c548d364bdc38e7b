using System.Runtime.InteropServices;

namespace AdaSapSweep.Training.Stages;

/// <summary>Tells that memory ran out. LibTorch has no exception of its own for it on this side: the text decides.</summary>
public static class OutOfMemory
{
    private static readonly string[] Texts =
    [
        "out of memory", // CUDA: its allocator, driver and runtime
        "can't allocate memory", // the CPU's allocator on Linux and macOS
        "not enough memory", // the same on Windows
        "Cannot allocate memory", // the system's own words, of mapped files and threads
        "bad_alloc", // containers of C++
        "ALLOC_FAILED", // status of cuBLAS, cuDNN and their kin
        "ALLOCATION_FAILED", // cuDNN 9
        "valid cuDNN algorithm", // no workspace was left for any of them
    ];

    /// <param name="error">Of a stage.</param>
    public static bool IsMeantBy(Exception error) => error switch
    {
        OutOfMemoryException => true,
        AggregateException several => several.InnerExceptions.Any(IsMeantBy),
        ExternalException native => Texts.Any(text => native.Message.Contains(text, StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };
}
