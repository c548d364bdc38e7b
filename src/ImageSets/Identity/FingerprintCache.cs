namespace AdaSapSweep.ImageSets.Identity;

/// <summary>Fingerprints of folders by what their files look like from outside. A file each, named by the listing; anything odd in it is taken for nothing.</summary>
/// <param name="folder">Made when there is something to remember.</param>
public sealed class FingerprintCache(string folder)
{
    private const int HexDigits = 64;
    private const int MostEntries = 64;

    internal string? Find(string listing)
    {
        try
        {
            var text = File.ReadAllText(PathOf(listing));
            return text.Length == HexDigits && text.All(char.IsAsciiHexDigitLower) ? text : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What cannot be written is worked out again the next time.</summary>
    internal void Remember(string listing, string fingerprint)
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var old in new DirectoryInfo(folder).GetFiles().OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostEntries - 1)) old.Delete();
            var temporary = $"{PathOf(listing)}.{Guid.NewGuid():N}.tmp";
            File.WriteAllText(temporary, fingerprint);
            File.Move(temporary, PathOf(listing), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    private string PathOf(string listing) => Path.Combine(folder, listing);
}
