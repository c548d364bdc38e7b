using AdaSapSweep.ImageSets.Identity;

namespace AdaSapSweep.ImageSets.Verifying;

/// <param name="Path">Full path.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
internal sealed record ChecksumEntry(string Path, string Sha256)
{
    /// <returns>Null when the file is there with this checksum.</returns>
    public string? Problem()
    {
        try
        {
            var found = Fingerprint.OfFile(Path);
            return found == Sha256 ? null : $"'{Path}' has SHA-256 {found}, and {ChecksumList.FileName} says {Sha256}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"'{Path}' is named in {ChecksumList.FileName} and cannot be read: {error.Message}";
        }
    }
}
