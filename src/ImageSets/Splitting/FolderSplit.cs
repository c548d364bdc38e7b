using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.ImageSets.Forms;

namespace AdaSapSweep.ImageSets.Splitting;

/// <summary>How many images of a class went where.</summary>
public sealed record SplitClass(string Name, int Train, int Test);

/// <summary>
/// Makes of folders of classes, <c>CLASS/*</c>, the two parts that training needs: <c>train/CLASS/*</c> and <c>test/CLASS/*</c>, of links to the images. Which
/// image goes where depends on its name alone, so that the same folder is split in the same way on every machine, and one image more moves no other one but at the border.
/// </summary>
public static class FolderSplit
{
    /// <summary>Folders of images directly in a folder; fewer than two where there is nothing to split.</summary>
    /// <exception cref="DataSetException">An image is in a format that cannot be read.</exception>
    public static IReadOnlyList<string> ClassesIn(string folder) => [.. ImageFiles.ClassesIn(folder).Where(name => ImageFiles.In(Path.Combine(folder, name)).Count > 0)];

    /// <param name="to">Is made, whole or not at all.</param>
    /// <param name="share">Of each class's images for testing, above 0 and below 1; at least one image, and all but one at most.</param>
    /// <exception cref="DataSetException">There are fewer than two classes, a class has fewer than two images, or <paramref name="to"/> is there.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk refused.</exception>
    public static IReadOnlyList<SplitClass> Write(string from, string to, double share)
    {
        var (source, target) = (Path.GetFullPath(from), Path.TrimEndingDirectorySeparator(Path.GetFullPath(to)));
        var classes = ClassesIn(source);
        if (classes.Count < 2) throw new DataSetException($"'{from}' holds {(classes.Count == 0 ? "no folder" : "one folder")} of JPEG or PNG images; expected one for each of at least two classes");
        if (Path.Exists(target)) throw new DataSetException($"'{to}' is there already; name a folder that is not");
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.split-{Guid.NewGuid():N}");
        try
        {
            List<SplitClass> split = [.. classes.Select(name => Link(source, temporary, name, share))];
            Directory.Move(temporary, target);
            return split;
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private static SplitClass Link(string source, string target, string name, double share)
    {
        var files = ImageFiles.In(Path.Combine(source, name)).OrderBy(file => Order(name, Path.GetFileName(file)), StringComparer.Ordinal).ToList();
        if (files.Count < 2) throw new DataSetException($"'{Path.Combine(source, name)}' holds one image; expected at least two, one to train on and one to test with");
        var tested = Math.Clamp((int)Math.Round(share * files.Count), 1, files.Count - 1);
        LinkAll(files.Take(tested), Path.Combine(target, "test", name));
        LinkAll(files.Skip(tested), Path.Combine(target, "train", name));
        return new(name, files.Count - tested, tested);
    }

    private static void LinkAll(IEnumerable<string> files, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in files) File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
    }

    private static string Order(string name, string file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}/{file}")));
}
