using System.Formats.Tar;
using System.IO.Compression;

namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>Unpacks tar, tar.gz and zip files of anybody's making. What one is, its first bytes tell.</summary>
internal static class Archive
{
    private const int UnixTypeShift = 16 + 12;
    private const int UnixPlainFile = 8;
    private const int UnixFolder = 4;
    private const int TarMagicAt = 257;

    /// <param name="folder">Empty; what is in it after an error is to be thrown away.</param>
    /// <exception cref="FetchException">It is damaged, none of the three, too large, or has an entry that is no plain file or folder below the folder.</exception>
    public static void Unpack(string archive, string folder, ArchiveLimits limits, Action<FetchProgress> progress, CancellationToken stop)
    {
        try
        {
            using var file = File.OpenRead(archive);
            var head = new byte[TarMagicAt + 5];
            var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            var into = new UnpackedFolder(folder, limits, progress, stop);
            if (head is [0x1F, 0x8B, ..]) Gzipped(file, into);
            else if (head is [(byte)'P', (byte)'K', ..]) Zip(file, into);
            else if (length == head.Length && head.AsSpan(TarMagicAt).SequenceEqual("ustar"u8)) Tar(file, into);
            else throw new InvalidDataException("it is neither .tar.gz, .tar nor .zip");
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new FetchException($"archive '{archive}' cannot be unpacked: {error.Message}", error);
        }
    }

    /// <summary>Read to its end, which checks the checksum that stands there.</summary>
    private static void Gzipped(FileStream file, UnpackedFolder into)
    {
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        Tar(plain, into);
        var rest = new byte[1 << 16];
        while (plain.Read(rest) > 0)
        {
        }
    }

    private static void Tar(Stream stream, UnpackedFolder into)
    {
        using var reader = new TarReader(stream, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            switch (entry.EntryType)
            {
                case TarEntryType.GlobalExtendedAttributes:
                    break;
                case TarEntryType.Directory:
                    into.AddFolder(entry.Name);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                    into.AddFile(entry.Name, entry.DataStream ?? Stream.Null);
                    break;
                default:
                    throw new InvalidDataException($"its entry '{entry.Name}' is of type {entry.EntryType}; only files and folders are unpacked");
            }
        }
    }

    private static void Zip(FileStream file, UnpackedFolder into)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            if ((int)((uint)entry.ExternalAttributes >> UnixTypeShift) is not (0 or UnixPlainFile or UnixFolder))
                throw new InvalidDataException($"its entry '{entry.FullName}' is a link or a device; only files and folders are unpacked");
            if (entry.FullName.EndsWith('/')) into.AddFolder(entry.FullName);
            else
            {
                using var content = entry.Open();
                into.AddFile(entry.FullName, content);
            }
        }
    }
}
