using System.Security.Cryptography;

namespace AdaSapSweep.Training.Checkpoints;

/// <param name="Sha256">64 hexadecimal digits, lower case.</param>
public readonly record struct WrittenFile(string Sha256, long Bytes);

/// <summary>Whole files only: a reader sees the old content or the new, and after a power cut one of the two is there.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to the disk, and renames it.</summary>
    public static WrittenFile Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
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
}
