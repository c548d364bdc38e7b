using System.Globalization;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Sizes as people write them: <c>20GB</c> is 20 * 10^9 bytes, <c>20GiB</c> 20 * 2^30.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000),
    ];

    /// <summary>Null when the text is no size: a number above zero and a unit, without anything between or around them.</summary>
    public static long? Parse(string text)
    {
        foreach (var (unit, bytes) in Units)
        {
            if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)) continue;
            if (!decimal.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return null;
            return count > 0 && count <= long.MaxValue / bytes ? (long)(count * bytes) : null;
        }
        return null;
    }

    /// <summary>For people: three digits or so, with decimal units.</summary>
    public static string Text(long bytes)
    {
        foreach (var (unit, size) in new[] { ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3) })
            if (bytes >= size) return string.Create(CultureInfo.InvariantCulture, $"{bytes / size:0.0} {unit}");
        return string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
    }
}
