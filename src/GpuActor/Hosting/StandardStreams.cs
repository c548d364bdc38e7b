using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AdaSapSweep.GpuActor.Hosting;

/// <summary>
/// Lets go of the terminal or pipe that this process was born with: whoever waits for the end of the coordinator's output must not wait for a GPU actor
/// that outlives it. LibTorch writes to the same descriptors, so they are replaced themselves.
/// </summary>
internal static partial class StandardStreams
{
    private const long LargestLog = 4 * 1024 * 1024;
    private const int ToEnd = 2;

    /// <summary>Standard output and standard error go to the end of a file, standard input is empty. To be called before anything uses the console.</summary>
    /// <remarks>A file that has grown above 4 MiB by earlier processes begins anew.</remarks>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static void MoveTo(string logFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(logFile))!);
        var mode = File.Exists(logFile) && new FileInfo(logFile).Length > LargestLog ? FileMode.Truncate : FileMode.OpenOrCreate;
        using var log = File.OpenHandle(logFile, mode, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        using var nothing = File.OpenHandle("/dev/null");
        Replace(0, nothing);
        Replace(1, log);
        Replace(2, log);
        if (lseek(1, 0, ToEnd) < 0) throw Failed($"'{logFile}' cannot be appended to");
    }

    private static void Replace(int descriptor, SafeFileHandle by)
    {
        if (dup2(by.DangerousGetHandle().ToInt32(), descriptor) < 0)
            throw Failed($"file descriptor {descriptor} cannot be replaced");
    }

    private static IOException Failed(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long lseek(int descriptor, long offset, int whence);
}
