using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AdaSapSweep.ImageSets.Identity;

/// <summary>Identity of very many files: SHA-256 over the path within the folder, the length and the SHA-256 of each, in the order given.</summary>
internal static class TreeFingerprint
{
    /// <param name="cache">Looked up by path, length and time of change of every file, so that a folder which nobody touched is not read again; null: always read.</param>
    public static string Of(string root, IReadOnlyList<string> files, FingerprintCache? cache)
    {
        var infos = new FileInfo[files.Count];
        for (var i = 0; i < infos.Length; i++) infos[i] = Target(files[i]);
        var listing = cache is null ? null : Hash(infos.Length, i => Line(root, files[i], infos[i], infos[i].LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture)));
        if (listing is not null && cache!.Find(listing) is { } known) return known;
        var hashes = new string[files.Count];
        Parallel.For(0, hashes.Length, i => hashes[i] = Fingerprint.OfFile(files[i]));
        var found = Hash(hashes.Length, i => Line(root, files[i], infos[i], hashes[i]));
        if (listing is not null) cache!.Remember(listing, found);
        return found;
    }

    /// <summary>A link's own length and time say nothing of what it leads to.</summary>
    internal static FileInfo Target(string file)
    {
        var info = new FileInfo(file);
        return info.LinkTarget is null ? info : (FileInfo)(info.ResolveLinkTarget(returnFinalTarget: true) ?? info);
    }

    private static string Line(string root, string file, FileInfo info, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, file).Replace('\\', '/')}\n{info.Length}\n{rest}\n");

    private static string Hash(int count, Func<int, string> line)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < count; i++) hash.AppendData(Encoding.UTF8.GetBytes(line(i)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
