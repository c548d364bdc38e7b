using System.Runtime.InteropServices;

namespace AdaSapSweep.ImageSets.Tests.Support;

/// <summary>Writes JPEG files with the library that the product reads them with.</summary>
internal static partial class Jpeg
{
    public const int Full = 0;
    public const int Half = 2;
    public const int Grey = 3;
    public const int Progressive = 16384;
    private const int RgbFormat = 0;
    private const int CmykFormat = 11;

    static Jpeg() => NativeLibrary.SetDllImportResolver(typeof(Jpeg).Assembly, (name, _, _) => name == "turbojpeg" ? NativeLibrary.Load("libturbojpeg.so.0") : 0);

    /// <param name="subsampling">Of the colours: <see cref="Full"/>, <see cref="Half"/>, or none at all with <see cref="Grey"/>.</param>
    public static byte[] Rgb(int width, int height, Func<int, int, (int R, int G, int B)> pixel, int subsampling = Full, int flags = 0) =>
        Encode(width, height, [.. Pixels(width, height).SelectMany(p => new[] { (byte)pixel(p.X, p.Y).R, (byte)pixel(p.X, p.Y).G, (byte)pixel(p.X, p.Y).B })], RgbFormat, subsampling, flags);

    public static byte[] Cmyk(int width, int height, params byte[] inks) =>
        Encode(width, height, [.. Pixels(width, height).SelectMany(_ => inks)], CmykFormat, Full, 0);

    private static IEnumerable<(int X, int Y)> Pixels(int width, int height) => Enumerable.Range(0, width * height).Select(i => (i % width, i / width));

    private static byte[] Encode(int width, int height, byte[] pixels, int format, int subsampling, int flags)
    {
        var handle = InitCompress();
        nint buffer = 0;
        try
        {
            var size = new CULong(0);
            Assert.Equal(0, Compress(handle, pixels, width, 0, height, format, ref buffer, ref size, subsampling, 95, flags));
            var file = new byte[(int)size.Value];
            Marshal.Copy(buffer, file, 0, file.Length);
            return file;
        }
        finally
        {
            if (buffer != 0) Free(buffer);
            _ = Destroy(handle);
        }
    }

    [LibraryImport("turbojpeg", EntryPoint = "tjInitCompress")]
    private static partial nint InitCompress();

    [LibraryImport("turbojpeg", EntryPoint = "tjCompress2")]
    private static partial int Compress(
        nint handle, ReadOnlySpan<byte> pixels, int width, int pitch, int height, int format, ref nint file, ref CULong size, int subsampling, int quality, int flags);

    [LibraryImport("turbojpeg", EntryPoint = "tjFree")]
    private static partial void Free(nint buffer);

    [LibraryImport("turbojpeg", EntryPoint = "tjDestroy")]
    private static partial int Destroy(nint handle);
}
