using System.Globalization;

namespace Akka.Configuration;

/// <summary>Durations, sizes, switches and paths as text.</summary>
internal static class HoconUnits
{
    public static bool Boolean(string text) => text switch
    {
        "on" or "true" or "yes" or "1" => true,
        "off" or "false" or "no" or "0" => false,
        _ => throw new FormatException("expected on or off"),
    };

    public static TimeSpan Duration(string text, bool allowInfinite)
    {
        if (text == "infinite")
            return allowInfinite ? Timeout.InfiniteTimeSpan : throw new FormatException("infinite is not allowed here");
        var (number, unit) = Split(text);
        var milliseconds = unit switch
        {
            "" or "ms" or "millis" or "millisecond" or "milliseconds" => 1.0,
            "ns" or "nanosecond" or "nanoseconds" => 1e-6,
            "us" or "microsecond" or "microseconds" => 1e-3,
            "s" or "second" or "seconds" => 1e3,
            "m" or "minute" or "minutes" => 60e3,
            "h" or "hour" or "hours" => 3600e3,
            "d" or "day" or "days" => 86400e3,
            _ => throw new FormatException($"unknown unit '{unit}'"),
        };
        return TimeSpan.FromMilliseconds(number * milliseconds);
    }

    public static long Bytes(string text)
    {
        var (number, unit) = Split(text);
        var factor = unit switch
        {
            "" or "b" or "B" or "byte" or "bytes" => 1L,
            "kB" or "kilobyte" or "kilobytes" => 1000L,
            "k" or "K" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
            "MB" or "megabyte" or "megabytes" => 1000_000L,
            "m" or "M" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
            "GB" or "gigabyte" or "gigabytes" => 1000_000_000L,
            "g" or "G" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
            _ => throw new FormatException($"unknown unit '{unit}'"),
        };
        return checked((long)(number * factor));
    }

    /// <summary>Splits at dots outside of double quotes.</summary>
    public static string[] SplitPath(string path)
    {
        if (!path.Contains('"', StringComparison.Ordinal))
            return path.Split('.');
        return new HoconReader(path).Path();
    }

    private static (double Number, string Unit) Split(string text)
    {
        var digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return (double.Parse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture), text[digits..].Trim());
    }
}
