using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Fetching;

/// <summary>What an archive's bytes must come to.</summary>
/// <param name="Kind">As people write it.</param>
/// <param name="Hex">Lower case.</param>
public sealed record Checksum(string Kind, string Hex)
{
    private const int Sha256Digits = 64;

    /// <summary>Published by who made the sets, beside the archives of the binary version.</summary>
    private static readonly Dictionary<string, Checksum> Published = new(StringComparer.Ordinal)
    {
        [DataSets.Cifar10] = new("MD5", "c32a1d4ab5d03f1284b67883e8d87530"),
        [DataSets.Cifar100] = new("MD5", "03b5dce01913d631647c71ecec9e9cb8"),
    };

    /// <returns>Null when the text is not 64 hexadecimal digits.</returns>
    public static Checksum? Sha256(string hex) => hex.Length == Sha256Digits && hex.All(char.IsAsciiHexDigit) ? new("SHA-256", hex.ToLowerInvariant()) : null;

    /// <returns>Null where none is known.</returns>
    public static Checksum? Of(string dataSet) => Published.GetValueOrDefault(dataSet);

    /// <exception cref="FetchException">The file is another one.</exception>
    public void Check(string file)
    {
        var found = Kind == "MD5" ? Md5Of(file) : Fingerprint.OfFile(file);
        if (found != Hex) throw new FetchException($"what was fetched has {Kind} {found}, and {Hex} was expected: it is damaged or another file");
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The publisher gives no other; it tells damage, and who fears more gives a SHA-256.")]
    private static string Md5Of(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(MD5.HashData(stream));
    }
}
