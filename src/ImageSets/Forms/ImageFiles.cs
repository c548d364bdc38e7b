namespace AdaSapSweep.ImageSets.Forms;

/// <summary>Lists the images of a folder.</summary>
internal static class ImageFiles
{
    /// <summary>More than fifteen times ImageNet: a folder named by mistake must not fill the memory.</summary>
    public const int MostFiles = 20_000_000;

    private static readonly string[] Read = [".jpg", ".jpeg", ".png"];
    private static readonly string[] Unread = [".bmp", ".gif", ".tif", ".tiff", ".webp", ".ppm", ".pgm", ".avif", ".heic", ".jp2"];

    /// <summary>JPEG and PNG files directly in the folder, in the order of their names. Links are followed: content, not place, is what counts.</summary>
    /// <remarks>Hidden files and those of no image format are passed over; an image format that cannot be read is an error, since passing it over would shrink the set unseen.</remarks>
    /// <exception cref="DataSetException">An image is in a format that cannot be read.</exception>
    public static List<string> In(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            var extension = Path.GetExtension(name);
            if (name.StartsWith('.')) continue;
            if (Read.Contains(extension, StringComparer.OrdinalIgnoreCase)) found.Add(file);
            else if (Unread.Contains(extension, StringComparer.OrdinalIgnoreCase))
                throw new DataSetException($"'{file}' is of a format that cannot be read here; JPEG and PNG can, so convert it or take it away");
            if (found.Count > MostFiles) throw new DataSetException($"'{folder}' holds more than {MostFiles} images");
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>Names of the folders directly in this one, in ordinal order, hidden ones left out; empty when it is not there.</summary>
    public static string[] ClassesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The first image of every class, then the second of each, and so on: the front of the set holds all classes alike.</summary>
    /// <param name="classes">The files of each class.</param>
    public static ImageFile[] InTurn(IReadOnlyList<List<string>> classes)
    {
        var all = new ImageFile[classes.Sum(c => (long)c.Count)];
        var next = 0;
        for (var turn = 0; next < all.Length; turn++)
        {
            for (var label = 0; label < classes.Count; label++)
                if (turn < classes[label].Count) all[next++] = new(classes[label][turn], label);
        }
        return all;
    }
}
