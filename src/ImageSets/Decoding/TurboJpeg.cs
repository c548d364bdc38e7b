using System.Reflection;
using System.Runtime.InteropServices;

namespace AdaSapSweep.ImageSets.Decoding;

/// <summary>The part of libjpeg-turbo's TurboJPEG interface that is used; the same in its versions 1.4 to 3.</summary>
internal static partial class TurboJpeg
{
    public const int Rgb = 0;
    public const int Cmyk = 11;
    public const int SpaceCmyk = 3;
    public const int SpaceYcck = 4;

    /// <summary>The integer transform that every machine computes alike.</summary>
    public const int AccurateDct = 4096;

    /// <summary>At most 500 scans: a small progressive file could keep a processor busy for minutes.</summary>
    public const int LimitScans = 32768;

    private const string Library = "turbojpeg";
    private static readonly string[] Names = ["libturbojpeg.so.0", "libturbojpeg.so", "libturbojpeg.dylib", "libturbojpeg.0.dylib", "turbojpeg.dll"];

    static TurboJpeg() => NativeLibrary.SetDllImportResolver(typeof(TurboJpeg).Assembly, Resolve);

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    public static partial nint InitDecompress();

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    public static partial int Header(nint handle, ReadOnlySpan<byte> file, CULong size, out int width, out int height, out int subsampling, out int space);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    public static partial int Decompress(nint handle, ReadOnlySpan<byte> file, CULong size, Span<byte> pixels, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    public static partial int Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    public static partial int ErrorCode(nint handle);

    public static string ErrorText(nint handle) => Marshal.PtrToStringUTF8(ErrorPointer(handle)) ?? "";

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial nint ErrorPointer(nint handle);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (var candidate in Names)
            if (NativeLibrary.TryLoad(candidate, assembly, path, out var found)) return found;
        return 0;
    }
}
