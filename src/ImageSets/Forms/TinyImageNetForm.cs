using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>
/// Tiny-ImageNet-200 as its archive unpacks: <c>train/WNID/images/*.JPEG</c>, <c>val/images/*.JPEG</c> with the class of each in
/// <c>val/val_annotations.txt</c>. Tested on are the validation images: the others have no labels.
/// </summary>
public sealed class TinyImageNetForm : DataSetForm
{
    public const int DefaultSide = 64;

    private const string Nested = "tiny-imagenet-200";
    private const string Annotations = "val_annotations.txt";
    private const long MostAnnotationBytes = 1 << 26;

    public override string Name => DataSets.TinyImageNet;

    public override string Layout => $"train/WNID/images/*.JPEG, val/images/*.JPEG and val/{Annotations}, there or in {Nested}/";

    protected override string HowToGet => "unpack the archive tiny-imagenet-200.zip there";

    protected override string? RootIn(string folder)
    {
        string[] candidates = [folder, Path.Combine(folder, Nested)];
        return Array.Find(candidates, candidate => File.Exists(Path.Combine(candidate, "val", Annotations)));
    }

    public override string FingerprintOf(string root, IEnumerable<ImagePart> parts, FingerprintCache? cache) =>
        Fingerprint.Of($"{Name} reading {Reading} decoding {Decoding.SquareImage.Version} {TreeFingerprint.Of(root, [.. parts.SelectMany(p => p.Files)], cache)}");

    protected override ImagePart PartIn(DataSettings settings, string root, ImageSplit split)
    {
        var train = Path.Combine(root, "train");
        var classes = ImageFiles.ClassesIn(train);
        if (classes.Length < 2) throw Wrong($"'{train}' has {classes.Length} folders of classes");
        var files = split == ImageSplit.Training ? Training(train, classes) : Test(Path.Combine(root, "val"), train, classes);
        string[] listed = split == ImageSplit.Training ? [] : [Path.Combine(root, "val", Annotations)];
        return new DecodedPart(ImageFiles.InTurn(files), classes, settings.ImageSize ?? DefaultSide, listed);
    }

    protected override DataSetException Missing(string folder) => Wrong($"looked for val/{Annotations} in '{folder}' and its folder {Nested}");

    private List<List<string>> Training(string train, string[] classes)
    {
        var files = new List<List<string>>();
        foreach (var name in classes)
        {
            var folder = Path.Combine(train, name, "images");
            files.Add(Directory.Exists(folder) ? ImageFiles.In(folder) : []);
            if (files[^1].Count == 0) throw Wrong($"'{folder}' holds no image");
        }
        return files;
    }

    private List<List<string>> Test(string val, string train, string[] classes)
    {
        var labels = classes.Select((name, label) => (name, label)).ToDictionary(c => c.name, c => c.label, StringComparer.Ordinal);
        var files = classes.Select(_ => new List<string>()).ToList();
        var list = Path.Combine(val, Annotations);
        if (new FileInfo(list).Length > MostAnnotationBytes) throw Wrong($"'{list}' is too long to be a list of images");
        var line = 0;
        foreach (var text in File.ReadLines(list))
        {
            line++;
            var fields = text.Split('\t');
            if (fields.Length < 2 || fields[0] != Path.GetFileName(fields[0]) || fields[0].Length == 0) throw Wrong($"line {line} of '{list}' is no image and its class");
            if (!labels.TryGetValue(fields[1], out var label)) throw Wrong($"line {line} of '{list}' names class '{fields[1]}', which is not in '{train}'");
            files[label].Add(Path.Combine(val, "images", fields[0]));
        }
        var empty = files.FindIndex(f => f.Count == 0);
        if (empty >= 0) throw Wrong($"'{list}' names no image of class '{classes[empty]}'");
        foreach (var ofClass in files) ofClass.Sort(StringComparer.Ordinal);
        return files;
    }
}
