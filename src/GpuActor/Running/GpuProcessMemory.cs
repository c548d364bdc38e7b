using System.Globalization;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>A process's share of a GPU's memory, as the driver's tool lists it.</summary>
internal static class GpuProcessMemory
{
    public const string Query = "--query-compute-apps=pid,used_memory";

    /// <param name="answer">A line for each process that uses the GPU: its number, MiB.</param>
    /// <returns>
    /// Bytes; null where it is not listed. In a container the tool may know a process by a number that it does not have there: when there is one only, it is this one.
    /// </returns>
    public static long? Parse(string answer, int process)
    {
        var lines = answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var own = process.ToString(CultureInfo.InvariantCulture);
        var line = Array.Find(lines, l => l.Split(',')[0].TrimEnd() == own) ?? (lines.Length == 1 ? lines[0] : null);
        return line?.Split(',', StringSplitOptions.TrimEntries) is [_, var mebibytes] && long.TryParse(mebibytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count * NvidiaSmi.Mebibyte
            : null;
    }
}
