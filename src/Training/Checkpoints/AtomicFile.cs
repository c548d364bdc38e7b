using System.Security.Cryptography;

namespace AdaSapSweep.Training.Checkpoints;

/// <param name="Sha256">64 hexadecimal digits, lower case.</param>
public readonly record struct WrittenFile(string Sha256, long Bytes);

/// <summary>Whole files only: a reader sees the old content or the new, and after a power cut one of the two is there.</summary>
public static class AtomicFile
{
    private const string Suffix = ".tmp";

    /// <summary>No write takes that long; a younger file may still be in the hands of an attempt that was given up for lost.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Writes to a temporary file in the same folder, flushes it to the disk, and renames it.</summary>
    public static WrittenFile Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}{Suffix}";
        try
        {
            using var sha = SHA256.Create();
            long bytes;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                using (var hashed = new CryptoStream(file, sha, CryptoStreamMode.Write, leaveOpen: true)) write(hashed);
                file.Flush(flushToDisk: true);
                bytes = file.Length;
            }
            File.Move(temporary, path, overwrite: true);
            return new WrittenFile(Convert.ToHexStringLower(sha.Hash!), bytes);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Deletes what killed processes left behind while they wrote this very file. A file that cannot be deleted stays.</summary>
    public static void Sweep(string path, TimeProvider time)
    {
        var whole = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(whole)!;
        if (!Directory.Exists(folder)) return;
        foreach (var left in Directory.EnumerateFiles(folder, Path.GetFileName(whole) + ".*" + Suffix))
            try
            {
                if (time.GetUtcNow() - File.GetLastWriteTimeUtc(left) > Abandoned) File.Delete(left);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Another process was quicker, or may not: either way the stage can run.
            }
    }
}
