namespace AdaSapSweep.ImageSets.Tests.Support;

internal static class Files
{
    /// <returns>The full path.</returns>
    public static string Write(this TemporaryFolder folder, string name, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        File.WriteAllBytes(folder[name], content);
        return folder[name];
    }

    /// <summary>A PNG of one colour.</summary>
    public static string Image(this TemporaryFolder folder, string name, int shade, int side = 4) =>
        folder.Write(name, Png.Rgb(side, side, (_, _) => (shade, shade, shade)));

    public static (byte[] Pixels, int[] Labels) ReadAll(this ImagePart part)
    {
        var (pixels, labels) = (new byte[part.Count * part.ImageBytes], new int[part.Count]);
        part.Read(0, pixels, labels, new ParallelOptions { MaxDegreeOfParallelism = 2 });
        return (pixels, labels);
    }
}
