namespace AdaSapSweep.Shared.Exporting;

/// <summary>Files that appear whole or not at all.</summary>
public static class NewFiles
{
    /// <summary>Writes all of them beside their places, flushed to the disk, and then renames them in the order given.</summary>
    /// <exception cref="IOException">One is there already and may not be replaced, or the disk refused.</exception>
    public static void Write(bool overwrite, params IReadOnlyList<(string Path, Action<Stream> Write)> files)
    {
        var temporary = files.Select(f => $"{f.Path}.{Guid.NewGuid():N}.tmp").ToList();
        try
        {
            foreach (var (file, path) in files.Zip(temporary))
            {
                using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                file.Write(stream);
                stream.Flush(flushToDisk: true);
            }
            foreach (var (file, path) in files.Zip(temporary)) File.Move(path, file.Path, overwrite);
        }
        finally
        {
            foreach (var path in temporary) File.Delete(path);
        }
    }
}
