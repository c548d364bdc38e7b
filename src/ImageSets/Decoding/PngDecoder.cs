using System.Buffers.Binary;
using System.IO.Compression;

namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>
/// PNG (ISO/IEC 15948): every colour type, bit depth and interlacing. Grey becomes three equal channels, a palette its colours; of 16
/// bits the upper eight count; transparency, gamma and colour profiles are not looked at.
/// </summary>
internal static class PngDecoder
{
    private const int SignatureBytes = 8;
    private const int ChunkOverhead = 12;

    /// <exception cref="InvalidDataException">Damaged or cut off.</exception>
    public static Raster Decode(byte[] file)
    {
        PngHeader? header = null;
        byte[] palette = [];
        using var data = new MemoryStream();
        for (var at = SignatureBytes; ;)
        {
            if (file.Length - at < ChunkOverhead) throw new InvalidDataException("it is damaged: it ends before its last part");
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - ChunkOverhead) throw new InvalidDataException("it is damaged: it ends within a part");
            var body = file.AsSpan(at + 8, (int)length);
            var kind = file.AsSpan(at + 4, 4);
            if (Crc32.Of(file.AsSpan(at + 4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + (int)length)))
                throw new InvalidDataException("it is damaged: a part differs from its checksum");
            if (kind.SequenceEqual("IEND"u8)) break;
            if (kind.SequenceEqual("IHDR"u8)) header = PngHeader.Read(body);
            else if (kind.SequenceEqual("PLTE"u8)) palette = body.ToArray();
            else if (kind.SequenceEqual("IDAT"u8)) data.Write(body);
            at += ChunkOverhead + (int)length;
        }
        if (header is null) throw new InvalidDataException("it is damaged: it has no header");
        data.Position = 0;
        var raster = new Raster(header.Width, header.Height);
        try
        {
            using var lines = new ZLibStream(data, CompressionMode.Decompress);
            foreach (var pass in header.Passes) new PngPass(header, palette, pass).Read(lines, raster);
            return raster;
        }
        catch (EndOfStreamException error)
        {
            raster.Dispose();
            throw new InvalidDataException("it is damaged: there are fewer pixels than it says", error);
        }
        catch
        {
            raster.Dispose();
            throw;
        }
    }
}
