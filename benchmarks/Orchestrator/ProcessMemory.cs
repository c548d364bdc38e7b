using System.Globalization;

namespace AdaSapSweep.Benchmarks.Orchestrator;

internal static class ProcessMemory
{
    /// <summary>The most resident memory that this process has had.</summary>
    public static long PeakBytes()
    {
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
