namespace AdaSapSweep.Shared.Telemetry;

/// <summary>How much span files may take.</summary>
/// <param name="File">Bytes of one file; only a single batch can make it longer.</param>
/// <param name="Folder">Bytes of the files of a store together, give or take one file for each process that writes.</param>
internal sealed record SpanFileLimits(long File, long Folder)
{
    public static readonly SpanFileLimits Usual = new(16L * 1024 * 1024, 512L * 1024 * 1024);

    /// <summary>Deletes the files that were written to longest ago, until a new one fits in.</summary>
    /// <param name="full">The caller's own last file, which stays.</param>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public void MakeRoom(string folder, string? full)
    {
        var files = new DirectoryInfo(folder).GetFiles("*.jsonl");
        var total = files.Sum(f => f.Length);
        foreach (var file in files.Where(f => f.FullName != full).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            if (total + File <= Folder) return;
            total -= file.Length;
            file.Delete();
        }
    }
}
