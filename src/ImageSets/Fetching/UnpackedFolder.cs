using AdaSapSweep.ImageSets.Identity;

namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>Where the entries of an archive go: below one folder, as plain files and folders, within limits.</summary>
internal sealed class UnpackedFolder(string folder, ArchiveLimits limits, Action<FetchProgress> progress, CancellationToken stop)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private long _entries;
    private long _bytes;

    /// <exception cref="InvalidDataException">The name leads out of the folder, or there are too many entries.</exception>
    public void AddFolder(string name)
    {
        if (name.TrimEnd('/') is "." or "") return;
        Directory.CreateDirectory(PathOf(name));
    }

    /// <exception cref="InvalidDataException">The name leads out of the folder, is there already, or the whole becomes too large.</exception>
    public void AddFile(string name, Stream content)
    {
        var path = PathOf(name);
        if (File.Exists(path) || Directory.Exists(path)) throw new InvalidDataException($"it holds '{name}' twice");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var read = content.Read(_buffer); read > 0; read = content.Read(_buffer))
        {
            stop.ThrowIfCancellationRequested();
            _bytes += read;
            if (_bytes > limits.Bytes) throw new InvalidDataException($"it unpacks to more than {limits.Bytes} bytes, which is the limit or all that the disk has free");
            file.Write(_buffer, 0, read);
        }
        progress(new("unpacking", _bytes, null));
    }

    private string PathOf(string name)
    {
        if (++_entries > limits.Entries) throw new InvalidDataException($"it holds more than {limits.Entries} entries");
        var plain = name.TrimEnd('/');
        if (plain.StartsWith("./", StringComparison.Ordinal)) plain = plain[2..];
        return Inside.IsPlain(plain) ? Path.Combine(folder, plain) : throw new InvalidDataException($"its entry '{name}' is no plain path below the folder");
    }
}
