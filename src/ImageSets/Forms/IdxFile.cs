using System.Buffers.Binary;
using System.IO.Compression;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>An IDX file of unsigned bytes, plain or gzipped: two zero bytes, type 8, the number of dimensions, their lengths as big-endian int32, the values.</summary>
internal sealed class IdxFile
{
    private const byte UnsignedByte = 8;
    private const int MostBytes = 1 << 30;

    private IdxFile(int[] shape, byte[] content) => (Shape, Content) = (shape, content);

    public int[] Shape { get; }

    /// <summary>The whole file, header included.</summary>
    public byte[] Content { get; }

    public ReadOnlyMemory<byte> Values => Content.AsMemory(HeaderBytes(Shape.Length));

    /// <exception cref="DataSetException">It is no such file, or not whole.</exception>
    public static IdxFile Read(string path, int dimensions)
    {
        var header = new byte[HeaderBytes(dimensions)];
        try
        {
            using var file = File.OpenRead(path);
            using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
            stream.ReadExactly(header);
            if (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] != dimensions)
                throw new DataSetException($"'{path}' is damaged or no IDX file of bytes in {dimensions} dimensions");
            var shape = Enumerable.Range(0, dimensions).Select(d => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + 4 * d))).ToArray();
            long values = 1;
            foreach (var length in shape)
            {
                values = length > 0 && values <= MostBytes ? values * length : long.MaxValue;
            }
            if (values > MostBytes) throw new DataSetException($"'{path}' says it holds {string.Join(" x ", shape)} bytes; from 1 to {MostBytes} can be read");
            var content = new byte[header.Length + values];
            header.CopyTo(content, 0);
            stream.ReadExactly(content, header.Length, (int)values);
            return stream.ReadByte() < 0 ? new(shape, content) : throw new DataSetException($"'{path}' is damaged: it is longer than its {string.Join(" x ", shape)} bytes");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataSetException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    private static int HeaderBytes(int dimensions) => 4 + 4 * dimensions;
}
