using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.ImageSets.Decoding;
using AdaSapSweep.ImageSets.Identity;

namespace AdaSapSweep.ImageSets.Keeping;

/// <summary>Tells decoded images of one kind from all others: by the path, length and time of change of every file, the side, the number, and the version of decoding.</summary>
internal static class KeptKey
{
    /// <returns>32 bytes.</returns>
    public static byte[] Of(ImagePart part, int count, int atOnce)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, string.Create(CultureInfo.InvariantCulture, $"decoding {SquareImage.Version} side {part.Side} images {count} at once {atOnce} classes {part.Classes}\n"));
        foreach (var file in part.Files)
        {
            var info = TreeFingerprint.Target(file);
            Add(hash, string.Create(CultureInfo.InvariantCulture, $"{file}\n{info.Length}\n{info.LastWriteTimeUtc.Ticks}\n"));
        }
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
