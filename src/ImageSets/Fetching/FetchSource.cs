namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>Where a data set comes from: a web address, or a path on this machine.</summary>
internal sealed record FetchSource(Uri? Address, string? LocalPath)
{
    public bool IsFolder => LocalPath is null ? Address!.AbsolutePath.EndsWith('/') : Directory.Exists(LocalPath);

    /// <exception cref="FetchException">It is neither.</exception>
    public static FetchSource Parse(string from)
    {
        if (Uri.TryCreate(from, UriKind.Absolute, out var address) && !Path.IsPathRooted(from))
        {
            if (address.Scheme is "http" or "https") return new(address, null);
            if (!address.IsFile) throw new FetchException($"'{from}': {address.Scheme} is not possible; expected http, https, or the path of a file");
            from = address.LocalPath;
        }
        var path = Path.GetFullPath(from);
        return File.Exists(path) || Directory.Exists(path) ? new(null, path) : throw new FetchException($"there is no file '{path}'");
    }

    /// <summary>A file in it; only where it is a folder.</summary>
    public FetchSource Child(string name) =>
        LocalPath is { } folder ? new(null, Path.Combine(folder, name)) : new(new Uri(Address!, name), null);
}
