namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>A JPEG or PNG file as the square that a network sees: shorter side scaled to the side, the middle cut out.</summary>
public static class SquareImage
{
    /// <summary>Part of the fingerprint: a change of decoding or scaling that changes a byte raises it.</summary>
    public const int Version = 1;

    private const long MostFileBytes = 1 << 28;

    /// <summary>The library that decodes JPEG is on this machine; PNG needs none.</summary>
    public static bool ReadsJpeg => JpegDecoder.IsThere;

    /// <param name="planes">Red, green, blue plane, rows first: 3 x side x side bytes.</param>
    /// <exception cref="DataSetException">The file is missing, damaged, neither JPEG nor PNG, or too large; the message names it.</exception>
    public static void Read(string file, int side, Span<byte> planes)
    {
        using var raster = Decoded(file);
        Scaling.ToSquare(raster, side, planes);
    }

    /// <summary>Pixels of the shorter side as the image lies in its file.</summary>
    /// <exception cref="DataSetException">As for <see cref="Read"/>.</exception>
    public static int ShorterSide(string file)
    {
        using var raster = Decoded(file);
        return Math.Min(raster.Width, raster.Height);
    }

    /// <summary>What the file is, its first bytes tell: ImageNet has a PNG that is named .JPEG.</summary>
    internal static Raster Decode(byte[] file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => JpegDecoder.Decode(file),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => PngDecoder.Decode(file),
        [] => throw new InvalidDataException("it is empty"),
        _ => throw new InvalidDataException("it is neither JPEG nor PNG"),
    };

    private static Raster Decoded(string file)
    {
        try
        {
            return Decode(ReadAll(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new DataSetException($"image '{file}' cannot be read: {error.Message}", error);
        }
    }

    private static byte[] ReadAll(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (stream.Length > MostFileBytes) throw new InvalidDataException($"it has {stream.Length} bytes; at most {MostFileBytes} are read");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
