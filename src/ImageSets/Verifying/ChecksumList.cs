using AdaSapSweep.ImageSets.Identity;

namespace AdaSapSweep.ImageSets.Verifying;

/// <summary>A file <c>SHA256SUMS</c> in the form that <c>sha256sum</c> writes: 64 hexadecimal digits, two spaces or a space and a star, a path below the folder.</summary>
internal sealed class ChecksumList
{
    public const string FileName = "SHA256SUMS";

    private const long MostBytes = 1L << 32;
    private const int Digits = 64;

    private ChecksumList(IReadOnlyList<ChecksumEntry> entries, IReadOnlyList<string> wrong) => (Entries, Wrong) = (entries, wrong);

    public IReadOnlyList<ChecksumEntry> Entries { get; }

    /// <summary>Lines that cannot be used, each with its number.</summary>
    public IReadOnlyList<string> Wrong { get; }

    /// <returns>Null when there is no such file in the folder.</returns>
    public static ChecksumList? Of(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        if (new FileInfo(path).Length > MostBytes) return new([], [$"'{path}' is too long to be a list of checksums"]);
        var (entries, wrong) = (new List<ChecksumEntry>(), new List<string>());
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Trim().Length == 0 || line.StartsWith('#')) continue;
            if (Parse(folder, line) is { } entry) entries.Add(entry);
            else wrong.Add($"line {number} of '{path}' is no checksum and path below its folder");
        }
        return new(entries, wrong);
    }

    private static ChecksumEntry? Parse(string folder, string line)
    {
        if (line.Length < Digits + 3 || !line.AsSpan(0, Digits).ContainsOnlyHex() || line[Digits] != ' ' || line[Digits + 1] is not (' ' or '*')) return null;
        var name = line[(Digits + 2)..];
        if (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        if (!Inside.IsPlain(name)) return null;
        return new(Path.Combine(folder, name), line[..Digits].ToLowerInvariant());
    }
}

internal static class HexText
{
    public static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiHexDigit(c)) return false;
        return true;
    }
}
