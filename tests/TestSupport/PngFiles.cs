using System.Buffers.Binary;
using System.IO.Compression;

namespace AdaSapSweep.TestSupport;

/// <summary>A folder of PNG images that can be told apart: stripes, checks and plain grey.</summary>
public static class PngFiles
{
    private const int Side = 20;

    public static void Write(string folder, int train, int test)
    {
        var random = new Random(1);
        foreach (var (part, count) in new[] { ("train", train), ("test", test) })
            foreach (var (name, isInk) in new (string, Func<int, int, bool>)[] { ("checks", (x, y) => (x / 5 + y / 5) % 2 == 0), ("plain", (_, _) => false), ("stripes", (x, _) => x / 5 % 2 == 0) })
            {
                var target = Directory.CreateDirectory(Path.Combine(folder, part, name)).FullName;
                for (var i = 0; i < count; i++) File.WriteAllBytes(Path.Combine(target, $"{i}.png"), Grey((x, y) => (byte)((isInk(x, y) ? 160 : 60) + random.Next(40))));
            }
    }

    private static byte[] Grey(Func<int, int, byte> pixel)
    {
        using var lines = new MemoryStream();
        using (var zlib = new ZLibStream(lines, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < Side; y++) zlib.Write([0, .. Enumerable.Range(0, Side).Select(x => pixel(x, y))]);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR"u8, [0, 0, 0, Side, 0, 0, 0, Side, 8, 0, 0, 0, 0]), .. Chunk("IDAT"u8, lines.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] body)
    {
        byte[] chunk = [0, 0, 0, 0, .. kind, .. body, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, body.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }
}
