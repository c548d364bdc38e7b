namespace AdaSapSweep.Shared.Store;

/// <summary>The text in a file within an artifact folder, by which two processes on different machines know that they see the same folder.</summary>
public static class FolderMark
{
    public const string FileName = ".adasap-folder";

    private const int MostBytes = 200;

    /// <summary>Makes the folder and its mark where they are missing.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static string Ensure(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (Read(folder) is { } mark) return mark;
        // Whole at once, so that nobody reads half of it; an unusable one is replaced.
        var temporary = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(temporary, Guid.NewGuid().ToString("N"));
        File.Move(temporary, path, overwrite: true);
        return Read(folder) ?? throw new IOException($"'{path}' cannot be read after it was written");
    }

    /// <summary>The mark of a folder; null when it has none that can be read.</summary>
    public static string? Read(string folder)
    {
        try
        {
            using var file = new FileStream(Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length is 0 or > MostBytes) return null;
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Trim() is { Length: > 0 } mark ? mark : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
