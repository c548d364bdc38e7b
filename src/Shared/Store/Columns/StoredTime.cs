using System.Globalization;

namespace AdaSapSweep.Shared.Store.Columns;

/// <summary>A time as ISO-8601 UTC text in milliseconds, which sorts as it reads and which SQLite's own date functions take.</summary>
internal static class StoredTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string ToColumn(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <exception cref="FormatException">Not in that form.</exception>
    public static DateTimeOffset FromColumn(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
