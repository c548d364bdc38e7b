using System.Diagnostics;
using System.Globalization;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Resident memory of this process.</summary>
internal static class ResidentMemory
{
    private const string Peak = "VmHWM:";
    private const string Status = "/proc/self/status";
    private const string ClearReferences = "/proc/self/clear_refs";

    /// <summary>Lets the kernel count the highest value from here on anew (Linux, proc(5)).</summary>
    /// <returns>False where it cannot.</returns>
    public static bool TryForgetPeak()
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            File.WriteAllText(ClearReferences, "5");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Bytes at the highest, since the process began or since it was forgotten.</summary>
    public static long PeakBytes()
    {
        if (OperatingSystem.IsLinux() && File.Exists(Status) && Array.Find(File.ReadAllLines(Status), l => l.StartsWith(Peak, StringComparison.Ordinal)) is { } line
            && long.TryParse(line.AsSpan(Peak.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes)) return kilobytes * 1024;
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
