using System.Formats.Tar;
using System.IO.Compression;

namespace AdaSapSweep.ImageSets.Tests.Fetching;

/// <summary>Archives, good and bad.</summary>
internal static class Packed
{
    /// <summary>CIFAR-10 of two training images and one test image, as its archive has it.</summary>
    public static byte[] Cifar10(byte shade = 7) => TarGz(
        Folder("cifar-10-batches-bin/"), File("cifar-10-batches-bin/data_batch_1.bin", [.. Record(1, shade), .. Record(2, shade)]),
        File("cifar-10-batches-bin/test_batch.bin", Record(3, shade)));

    public static byte[] TarGz(params TarEntry[] entries)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.NoCompression, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
            foreach (var entry in entries) tar.WriteEntry(entry);
        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content, int UnixMode)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content, mode) in entries)
            {
                var entry = zip.CreateEntry(name);
                entry.ExternalAttributes = mode << 16;
                using var stream = entry.Open();
                stream.Write(content);
            }
        return bytes.ToArray();
    }

    public static TarEntry File(string name, byte[] content) => new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    public static TarEntry Folder(string name) => new PaxTarEntry(TarEntryType.Directory, name);

    public static TarEntry Link(string name, string to) => new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = to };

    private static byte[] Record(byte label, byte shade)
    {
        var record = new byte[3073];
        Array.Fill(record, shade);
        record[0] = label;
        return record;
    }
}
