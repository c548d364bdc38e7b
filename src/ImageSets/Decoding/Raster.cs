using System.Buffers;

namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>A decoded image: red, green and blue byte of each pixel, rows first. Its memory is borrowed and given back.</summary>
internal sealed class Raster : IDisposable
{
    /// <summary>A small file can claim to be a huge image. Most photographs are below 64 million pixels.</summary>
    public const long MostPixels = 1 << 26;

    private byte[] _pixels;

    /// <exception cref="InvalidDataException">It has no pixels, or too many.</exception>
    public Raster(int width, int height)
    {
        if (width < 1 || height < 1 || (long)width * height > MostPixels)
            throw new InvalidDataException($"it is {width} x {height} pixels; from 1 to {MostPixels} in all can be read");
        (Width, Height) = (width, height);
        _pixels = ArrayPool<byte>.Shared.Rent(3 * width * height);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>3 x width x height bytes.</summary>
    public Span<byte> Pixels => _pixels.AsSpan(0, 3 * Width * Height);

    public Span<byte> Row(int y) => _pixels.AsSpan(3 * Width * y, 3 * Width);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_pixels);
        _pixels = [];
    }
}
