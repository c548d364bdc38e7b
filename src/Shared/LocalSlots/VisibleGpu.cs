using System.Globalization;

namespace AdaSapSweep.Shared.LocalSlots;

/// <summary>A GPU among those that a process sees, by CUDA's own variable.</summary>
public static class VisibleGpu
{
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    private const string Cuda = "cuda:";

    /// <summary>The only GPU that a process sees which is pinned to one.</summary>
    public const string Only = "cuda:0";

    /// <summary>What CUDA and the driver's tools call a device whatever a process sees: its number among all, or its UUID.</summary>
    /// <param name="device"><c>cuda:N</c>.</param>
    /// <param name="visible">The variable, which N counts within; null: it counts all.</param>
    /// <returns>Null for what is no GPU, or is hidden.</returns>
    public static string? IdOf(string device, string? visible)
    {
        if (!device.StartsWith(Cuda, StringComparison.Ordinal) || !int.TryParse(device.AsSpan(Cuda.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        if (string.IsNullOrEmpty(visible)) return number.ToString(CultureInfo.InvariantCulture);
        var listed = visible.Split(',', StringSplitOptions.TrimEntries);
        return number < listed.Length ? listed[number] : null;
    }
}
