using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AdaSapSweep.Shared.Model;

/// <summary>A SHA-256 as 32 bytes in place: a large sweep holds millions, and compares them more often than it writes them.</summary>
internal readonly record struct Digest
{
    private const int HexDigits = 64;

    private static readonly SearchValues<char> LowerCaseHex = SearchValues.Create("0123456789abcdef");

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    public static Digest Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return new(hash);
    }

    /// <exception cref="FormatException">Not 64 lower-case hex digits.</exception>
    public static Digest Parse(string text, string what)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (text.Length != HexDigits || text.AsSpan().ContainsAnyExcept(LowerCaseHex))
            throw new FormatException($"{what} is {HexDigits} lower-case hex digits");
        Convert.FromHexString(text, bytes, out _, out _);
        return new(bytes);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _a);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _d);
        return Convert.ToHexStringLower(bytes);
    }

    /// <remarks>Every bit of a SHA-256 is as good as any other.</remarks>
    public override int GetHashCode() => (int)_a;
}
