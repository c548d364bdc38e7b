using System.Globalization;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Memory and utilisation of one GPU, all its processes together, as the driver's tool tells them.</summary>
/// <param name="MemoryBytes">In use.</param>
/// <param name="Utilization">Share of the last moment in which something ran, in [0, 1].</param>
internal readonly record struct GpuReading(long MemoryBytes, double Utilization)
{
    /// <param name="device"><c>cuda:N</c>.</param>
    /// <param name="visible">CUDA_VISIBLE_DEVICES, which N counts within; null: it counts all.</param>
    /// <returns>Null where there is no such tool, or it does not answer in time.</returns>
    public static GpuReading? Of(string device, string? visible, string tool = NvidiaSmi.Tool) =>
        NvidiaSmi.Ask("--query-gpu=memory.used,utilization.gpu", device, visible, tool) is { } answer ? Parse(answer) : null;

    /// <param name="answer">One line: MiB, percent.</param>
    internal static GpuReading? Parse(string answer)
    {
        var fields = answer.Split(',', StringSplitOptions.TrimEntries);
        return fields.Length == 2 && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var memory)
            && double.TryParse(fields[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? new(memory * NvidiaSmi.Mebibyte, percent / 100)
            : null;
    }
}
