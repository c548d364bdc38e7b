using System.Text;

namespace AdaSapSweep.Coordinator.Processes;

/// <summary>What a process wrote to its log before it ended.</summary>
internal static class LastWords
{
    private const int MostBytes = 8_192;
    private const int MostLines = 3;
    private const int LongestLine = 300;

    /// <summary>The last lines of a text without stack traces, joined by <c>|</c>.</summary>
    public static string Of(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("at ", StringComparison.Ordinal));
        return string.Join(" | ", lines.TakeLast(MostLines).Select(line => line.Length <= LongestLine ? line : line[..LongestLine]));
    }

    /// <summary>The last lines of a log; empty when there is none that can be read.</summary>
    /// <param name="from">Bytes of the log that are older than the process, which are not looked at.</param>
    public static string OfLog(string path, long from)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(Math.Max(Math.Min(from, file.Length), file.Length - MostBytes), SeekOrigin.Begin);
            var bytes = new byte[MostBytes];
            return Of(Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Size of a log now, 0 when there is none.</summary>
    public static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
