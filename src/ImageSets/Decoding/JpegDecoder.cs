using System.Runtime.InteropServices;

namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>JPEG by libjpeg-turbo: baseline and progressive; grey, YCbCr, RGB, CMYK and YCCK. Orientation tags and colour profiles are not looked at.</summary>
internal static class JpegDecoder
{
    private const string HowToGet = "install it: libturbojpeg0 on Debian, libturbojpeg on Ubuntu, turbojpeg on Fedora, jpeg-turbo with Homebrew or conda";

    public static bool IsThere
    {
        get
        {
            try
            {
                _ = TurboJpeg.Destroy(Open());
                return true;
            }
            catch (DataSetException)
            {
                return false;
            }
        }
    }

    /// <exception cref="InvalidDataException">Damaged or cut off.</exception>
    /// <exception cref="DataSetException">libjpeg-turbo is not on this machine.</exception>
    public static Raster Decode(byte[] file)
    {
        var handle = Open();
        try
        {
            var size = new CULong((nuint)file.Length);
            if (TurboJpeg.Header(handle, file, size, out var width, out var height, out _, out var space) != 0) throw Damaged(handle);
            var raster = new Raster(width, height);
            try
            {
                if (space is TurboJpeg.SpaceCmyk or TurboJpeg.SpaceYcck) FromInks(handle, file, size, raster);
                else Pixels(handle, file, size, raster.Pixels, raster, TurboJpeg.Rgb, 3);
                return raster;
            }
            catch
            {
                raster.Dispose();
                throw;
            }
        }
        finally
        {
            _ = TurboJpeg.Destroy(handle);
        }
    }

    private static nint Open()
    {
        try
        {
            var handle = TurboJpeg.InitDecompress();
            return handle != 0 ? handle : throw new InvalidOperationException("libjpeg-turbo could not be set up");
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new DataSetException($"JPEG images are decoded by libjpeg-turbo, and its library libturbojpeg is not on this machine; {HowToGet}", error);
        }
    }

    private static void Pixels(nint handle, byte[] file, CULong size, Span<byte> pixels, Raster raster, int format, int channels)
    {
        const int flags = TurboJpeg.AccurateDct | TurboJpeg.LimitScans;
        if (TurboJpeg.Decompress(handle, file, size, pixels, raster.Width, channels * raster.Width, raster.Height, format, flags) == 0) return;
        // Stray bytes between two markers are in files that everything else reads; a file that was cut off is not whole.
        const int warning = 0;
        if (TurboJpeg.ErrorCode(handle) != warning || TurboJpeg.ErrorText(handle).Contains("Premature end", StringComparison.Ordinal)) throw Damaged(handle);
    }

    /// <summary>Programs store inks inverted, 255 for none: the light that is left is the product of what colour and black leave.</summary>
    private static void FromInks(nint handle, byte[] file, CULong size, Raster raster)
    {
        var inks = new byte[4 * raster.Width * raster.Height];
        Pixels(handle, file, size, inks, raster, TurboJpeg.Cmyk, 4);
        var pixels = raster.Pixels;
        for (int from = 0, to = 0; from < inks.Length; from += 4)
            for (var c = 0; c < 3; c++) pixels[to++] = (byte)((inks[from + c] * inks[from + 3] + 127) / 255);
    }

    private static InvalidDataException Damaged(nint handle) => new($"it is damaged: {TurboJpeg.ErrorText(handle)}");
}
