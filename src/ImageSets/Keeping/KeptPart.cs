namespace AdaSapSweep.ImageSets.Keeping;

/// <summary>
/// Decodes images once and keeps them in a file for the stages that come. A block that is damaged there is decoded again and the file made anew
/// the next time. Several slots may do the same at once: each writes a file of its own, and the last one stays. What cannot be kept is decoded each time.
/// </summary>
public sealed class KeptPart : ImagePart, IDisposable
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly ImagePart _part;
    private readonly int _count;
    private readonly int _atOnce;
    private readonly string _path;
    private readonly string _temporary;
    private KeptFile? _kept;
    private KeptFile? _fresh;
    private bool _damaged;

    private KeptPart(ImagePart part, int count, int atOnce, string path)
    {
        (_part, _count, _atOnce, _path) = (part, count, atOnce, path);
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
    }

    public override int Count => _part.Count;

    public override int Classes => _part.Classes;

    public override int Side => _part.Side;

    public override IReadOnlyList<string> Files => _part.Files;

    public override bool IsDecoded => _part.IsDecoded;

    /// <summary>Images that came from the file.</summary>
    public int Recalled { get; private set; }

    /// <param name="count">Images that will be read, from the front.</param>
    /// <param name="atOnce">Images of each <see cref="Read"/>, which go from the first to the last in order.</param>
    /// <param name="folder">Made when there is something to keep.</param>
    /// <exception cref="DataSetException">An image's file cannot be looked at.</exception>
    public static KeptPart Of(ImagePart part, int count, int atOnce, string folder, TimeProvider time)
    {
        byte[] key;
        try
        {
            key = KeptKey.Of(part, count, atOnce);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"an image cannot be looked at: {error.Message}", error);
        }
        var kept = new KeptPart(part, count, atOnce, Path.Combine(folder, $"{Convert.ToHexStringLower(key)[..32]}-{part.Side}.bin"));
        kept.Open(key, folder, time);
        return kept;
    }

    public override void Read(int first, Memory<byte> pixels, Memory<int> labels, ParallelOptions options)
    {
        if (first % _atOnce != 0 || labels.Length != Math.Min(_atOnce, _count - first))
            throw new ArgumentOutOfRangeException(nameof(first), first, $"not the beginning of {_atOnce} images");
        if (_kept?.TryRead(first / _atOnce, pixels, labels) == true)
        {
            Recalled += labels.Length;
            return;
        }
        _damaged |= _kept is not null;
        _part.Read(first, pixels, labels, options);
        Try(() => _fresh?.Write(first / _atOnce, pixels, labels));
    }

    /// <summary>After the last image: gives the file its name, or takes a damaged one away.</summary>
    public void Finish() => Try(() =>
    {
        if (_damaged) File.Delete(_path);
        if (_fresh?.Complete() != true) return;
        _fresh.Dispose();
        _fresh = null;
        File.Move(_temporary, _path, overwrite: true);
    });

    public void Dispose()
    {
        _kept?.Dispose();
        if (_fresh is null) return;
        GiveUp();
    }

    private void Open(byte[] key, string folder, TimeProvider time) => Try(() =>
    {
        if (File.Exists(_path))
        {
            var stream = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var found = new byte[KeptFile.KeyBytes];
            if (stream.Length == KeptFile.Length(_count, _atOnce, ImageBytes) && stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.AsSpan().SequenceEqual(key))
            {
                _kept = new KeptFile(stream, _count, _atOnce, ImageBytes);
                return;
            }
            stream.Dispose();
        }
        Directory.CreateDirectory(folder);
        foreach (var left in new DirectoryInfo(folder).GetFiles("*.tmp").Where(f => f.LastWriteTimeUtc < time.GetUtcNow() - Abandoned)) left.Delete();
        // Half of what is free stays for the networks.
        if (new DriveInfo(folder).AvailableFreeSpace / 2 < KeptFile.Length(_count, _atOnce, ImageBytes)) return;
        var fresh = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        fresh.Write(key);
        _fresh = new KeptFile(fresh, _count, _atOnce, ImageBytes);
    });

    /// <summary>Keeping saves time; that it fails is no reason for a stage to fail.</summary>
    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        try
        {
            _fresh?.Dispose();
            File.Delete(_temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Taken away by whoever keeps images there a day later.
        }
        _fresh = null;
    }
}
