using System.Globalization;
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

    /// <summary>Links named by number, on Linux; elsewhere only the streams themselves are replaced.</summary>
    private const string Descriptors = "/proc/self/fd";

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
        var (input, output, error) = (CopiesOf(0), CopiesOf(1), CopiesOf(2));
        foreach (var descriptor in input) Replace(descriptor, nothing);
        foreach (var descriptor in output.Concat(error)) Replace(descriptor, log);
        if (lseek(1, 0, ToEnd) < 0) throw Failed($"'{logFile}' cannot be appended to");
    }

    /// <summary>A descriptor and those that lead to the same place: the runtime has made itself copies before any code of ours ran.</summary>
    private static List<int> CopiesOf(int descriptor)
    {
        if (!Directory.Exists(Descriptors)) return [descriptor];
        var target = TargetOf(descriptor);
        return [.. Directory.EnumerateFileSystemEntries(Descriptors).Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .Where(d => d == descriptor || (target is not null && TargetOf(d) == target))];
    }

    /// <summary>As the kernel names it; null when it is closed.</summary>
    private static string? TargetOf(int descriptor)
    {
        try
        {
            return new FileInfo(Path.Combine(Descriptors, descriptor.ToString(CultureInfo.InvariantCulture))).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Replace(int descriptor, SafeFileHandle by)
    {
        if (dup2(by.DangerousGetHandle().ToInt32(), descriptor) < 0) throw Failed($"file descriptor {descriptor} cannot be replaced");
    }

    private static IOException Failed(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long lseek(int descriptor, long offset, int whence);
}
