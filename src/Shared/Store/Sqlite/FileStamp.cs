using System.Globalization;

namespace AdaSapSweep.Shared.Store.Sqlite;

/// <summary>
/// Tells whether a store's file is as its last coordinator left it, by size and time of change. If so, nobody has damaged it since, and
/// it need not be read whole, which for a store of 100,000 trials takes longer than anything else in a resume.
/// </summary>
internal static class FileStamp
{
    /// <summary>Null when there is no such file.</summary>
    public static string? Of(string path) => new FileInfo(path) is { Exists: true } file ? Text(file) : null;

    /// <summary>
    /// Gives the file a time of change that no write can repeat, and the stamp with it. The time that a write leaves is that of the
    /// kernel's last tick: without this, two writes within one tick would look like one.
    /// </summary>
    /// <returns>Null where the file system keeps no such time.</returns>
    public static string? Set(string path)
    {
        try
        {
            // 100 ns after the kernel's tick, and so between two of them.
            var time = File.GetLastWriteTimeUtc(path).AddTicks(1);
            File.SetLastWriteTimeUtc(path, time);
            return File.GetLastWriteTimeUtc(path) == time ? Of(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Text(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"checked {file.Length} bytes of {file.LastWriteTimeUtc:O}");
}
