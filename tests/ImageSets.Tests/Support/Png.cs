using System.Buffers.Binary;
using System.IO.Compression;
using AdaSapSweep.ImageSets.Decoding;

namespace AdaSapSweep.ImageSets.Tests.Support;

/// <summary>Writes PNG files of every kind. Rows are cut into samples here and nowhere else: the decoder shares only the checksum.</summary>
internal static class Png
{
    public static byte[] Rgb(int width, int height, Func<int, int, (int R, int G, int B)> pixel, int filter = 0) =>
        Encode(width, height, 8, 2, (x, y) => [pixel(x, y).R, pixel(x, y).G, pixel(x, y).B], filter: filter);

    /// <param name="samples">Of the pixel at (x, y), as many as the colour type has channels.</param>
    public static byte[] Encode(
        int width, int height, int depth, int colour, Func<int, int, int[]> samples, int filter = 0, byte[]? palette = null, bool interlaced = false)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, (byte)(interlaced ? 1 : 0));
        Chunk(file, "IHDR"u8, header);
        if (palette is not null) Chunk(file, "PLTE"u8, palette);
        var data = Compressed(lines =>
        {
            if (!interlaced) Pass(lines, [.. Enumerable.Range(0, width)], [.. Enumerable.Range(0, height)], depth, samples, filter);
            else
                foreach (var (left, top, across, down) in new[] { (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2) })
                    Pass(lines, Every(left, across, width), Every(top, down, height), depth, samples, filter);
        });
        // In two parts, as large files have them.
        Chunk(file, "IDAT"u8, data[..(data.Length / 2)]);
        Chunk(file, "tEXt"u8, [1, 2, 3]);
        Chunk(file, "IDAT"u8, data[(data.Length / 2)..]);
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static int[] Every(int first, int step, int end) => [.. Enumerable.Range(0, end).Where(i => i >= first && (i - first) % step == 0)];

    private static byte[] Compressed(Action<Stream> write)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) write(zlib);
        return data.ToArray();
    }

    private static void Pass(Stream lines, int[] columns, int[] rows, int depth, Func<int, int, int[]> samples, int filter)
    {
        if (columns.Length == 0) return;
        byte[]? above = null;
        var step = Math.Max(1, samples(0, 0).Length * depth / 8);
        foreach (var y in rows)
        {
            var bits = string.Concat(columns.SelectMany(x => samples(x, y)).Select(s => Convert.ToString(s, 2).PadLeft(depth, '0')));
            bits = bits.PadRight((bits.Length + 7) / 8 * 8, '0');
            var line = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(8 * i, 8), 2)).ToArray();
            var up = above ?? new byte[line.Length];
            lines.WriteByte((byte)filter);
            lines.Write([.. line.Select((value, i) => (byte)(value - Predicted(filter, i >= step ? line[i - step] : 0, up[i], i >= step ? up[i - step] : 0)))]);
            above = line;
        }
    }

    private static int Predicted(int filter, int a, int b, int c) => filter switch
    {
        0 => 0,
        1 => a,
        2 => b,
        3 => (a + b) / 2,
        _ => new[] { a, b, c }.MinBy(v => Math.Abs(a + b - c - v)),
    };

    private static void Chunk(Stream file, ReadOnlySpan<byte> kind, byte[] body)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] content = [.. kind, .. body];
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(content));
        file.Write(number);
    }
}
