using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>A folder for each class, as ImageNet is laid out: <c>train/CLASS/*</c>, and <c>test/CLASS/*</c> or <c>val/CLASS/*</c>.</summary>
public sealed class ImageFolderForm : DataSetForm
{
    public const int DefaultSide = 224;

    public override string Name => DataSets.ImageFolder;

    public override string Layout => "train/CLASS/*.jpg|jpeg|png, and test/CLASS/* or val/CLASS/*";

    protected override string HowToGet => "make a folder train and a folder test in it, each with a folder of JPEG or PNG images for each class";

    protected override string? RootIn(string folder) => ImageFiles.ClassesIn(Path.Combine(folder, "train")).Length > 0 ? folder : null;

    public override string FingerprintOf(string root, IEnumerable<ImagePart> parts, FingerprintCache? cache) =>
        Fingerprint.Of($"{Name} reading {Reading} decoding {Decoding.SquareImage.Version} {TreeFingerprint.Of(root, [.. parts.SelectMany(p => p.Files)], cache)}");

    protected override ImagePart PartIn(DataSettings settings, string root, ImageSplit split)
    {
        var (train, test) = (Path.Combine(root, "train"), TestFolder(root));
        var classes = ImageFiles.ClassesIn(train);
        RequireSame(classes, train, ImageFiles.ClassesIn(test), test);
        if (classes.Length < 2) throw Wrong($"'{train}' has one class only, '{classes[0]}'; there must be two to tell apart");
        return PartOf(split == ImageSplit.Training ? train : test, classes, settings);
    }

    /// <summary>The classes lie in <c>test/</c> or <c>val/</c>, or in the folder itself.</summary>
    protected override LoneTestSet Alone(DataSettings settings, string path)
    {
        string[] candidates = [Path.Combine(path, "test"), Path.Combine(path, "val"), path];
        var folder = candidates.FirstOrDefault(candidate => ImageFiles.ClassesIn(candidate).Length > 0)
            ?? throw new DataSetException($"data set '{Name}': there are no folders of classes in '{path}', nor in test or val in it");
        return new(folder, PartOf(folder, ImageFiles.ClassesIn(folder), settings));
    }

    private DecodedPart PartOf(string folder, string[] classes, DataSettings settings)
    {
        var files = classes.Select(name => ImageFiles.In(Path.Combine(folder, name))).ToList();
        var empty = files.FindIndex(list => list.Count == 0);
        if (empty >= 0) throw Wrong($"'{Path.Combine(folder, classes[empty])}' holds no JPEG or PNG image");
        return new DecodedPart(ImageFiles.InTurn(files), classes, settings.ImageSize ?? DefaultSide, []);
    }

    protected override DataSetException Missing(string folder) => Wrong($"looked for folders of classes in '{Path.Combine(folder, "train")}'");

    /// <summary>ImageNet's own test images have no classes: then the validation images are what is tested on.</summary>
    private string TestFolder(string root)
    {
        string[] candidates = [Path.Combine(root, "test"), Path.Combine(root, "val")];
        return candidates.FirstOrDefault(candidate => ImageFiles.ClassesIn(candidate).Length > 0)
            ?? throw Wrong($"there are no folders of classes in '{candidates[0]}' nor in '{candidates[1]}'");
    }

    private void RequireSame(string[] train, string trainFolder, string[] test, string testFolder)
    {
        if (train.Except(test).FirstOrDefault() is { } untested) throw Wrong($"class '{untested}' is in '{trainFolder}' but not in '{testFolder}'");
        if (test.Except(train).FirstOrDefault() is { } untrained) throw Wrong($"class '{untrained}' is in '{testFolder}' but not in '{trainFolder}'");
    }
}
