using System.Runtime.InteropServices;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Native memory that was freed and that the allocator keeps for the next use.</summary>
internal static partial class FreedMemory
{
    /// <summary>Gives it back to the kernel: other slots may need it. Does nothing where the C library is not glibc.</summary>
    public static void GiveBack()
    {
        try
        {
            _ = malloc_trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library keeps no such heap.
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int malloc_trim(nuint pad);
}
