using System.IO.Compression;

namespace AdaSapSweep.ImageSets.Tests.Fetching;

internal static class Idx
{
    /// <summary>Two grey images of 2 x 2, or their labels 0 and 1.</summary>
    public static byte[] Gzipped(string name)
    {
        byte[] plain = name.Contains("images", StringComparison.Ordinal)
            ? [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8]
            : [0, 0, 8, 1, 0, 0, 0, 2, 0, 1];
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(plain);
        return bytes.ToArray();
    }
}
