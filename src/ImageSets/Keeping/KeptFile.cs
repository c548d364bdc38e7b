using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AdaSapSweep.ImageSets.Keeping;

/// <summary>
/// Decoded images in a file: a key of 32 bytes, then blocks, each of a SHA-256 over what follows, int32 labels and the pixels of <see cref="ImagePart.Read"/>.
/// Labels are written as the machine has them: a file that is carried to a machine of the other byte order fails its checksums there.
/// </summary>
internal sealed class KeptFile(FileStream stream, int count, int atOnce, int imageBytes) : IDisposable
{
    public const int KeyBytes = 32;
    private const int SumBytes = 32;

    public static long Length(int count, int atOnce, int imageBytes) =>
        KeyBytes + (long)((count + atOnce - 1) / atOnce) * SumBytes + (long)count * (sizeof(int) + imageBytes);

    /// <returns>False when the block is damaged.</returns>
    public bool TryRead(int block, Memory<byte> pixels, Memory<int> labels)
    {
        stream.Position = KeyBytes + (long)block * (SumBytes + (long)atOnce * (sizeof(int) + imageBytes));
        var sum = new byte[SumBytes];
        try
        {
            stream.ReadExactly(sum);
            stream.ReadExactly(MemoryMarshal.AsBytes(labels.Span));
            stream.ReadExactly(pixels.Span);
        }
        catch (IOException)
        {
            return false;
        }
        return SumOf(block, pixels, labels).AsSpan().SequenceEqual(sum);
    }

    /// <summary>Blocks are written in their order.</summary>
    public void Write(int block, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels)
    {
        stream.Write(SumOf(block, pixels, labels));
        stream.Write(MemoryMarshal.AsBytes(labels.Span));
        stream.Write(pixels.Span);
    }

    /// <summary>All that was written is on the disk.</summary>
    /// <returns>Whether it is all that belongs there.</returns>
    public bool Complete()
    {
        stream.Flush(flushToDisk: true);
        return stream.Length == Length(count, atOnce, imageBytes);
    }

    public void Dispose() => stream.Dispose();

    private static byte[] SumOf(int block, ReadOnlyMemory<byte> pixels, ReadOnlyMemory<int> labels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var number = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, block);
        hash.AppendData(number);
        hash.AppendData(MemoryMarshal.AsBytes(labels.Span));
        hash.AppendData(pixels.Span);
        return hash.GetHashAndReset();
    }
}
