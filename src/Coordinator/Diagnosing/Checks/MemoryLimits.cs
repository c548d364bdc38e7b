using System.Globalization;

namespace AdaSapSweep.Coordinator.Diagnosing.Checks;

/// <summary>Bytes of memory.</summary>
/// <param name="Allowed">What a control group, or else the machine, has for this process and its children.</param>
/// <param name="Installed">What the machine has; null where it does not tell.</param>
/// <param name="Free">What could be had now without swapping; null where the machine does not tell.</param>
internal sealed record MemoryLimits(long Allowed, long? Installed, long? Free)
{
    private const string Source = "/proc/meminfo";

    public static MemoryLimits Read() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Line("MemTotal:"), Line("MemAvailable:"));

    private static long? Line(string name)
    {
        if (!File.Exists(Source)) return null;
        var words = File.ReadLines(Source).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, var kilobytes, ..] && long.TryParse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value * 1024 : null;
    }
}
