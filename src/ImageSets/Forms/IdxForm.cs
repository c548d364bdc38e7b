using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>
/// MNIST and what is laid out like it: four IDX files. Grey values go into all three channels. Images keep their side, or get a black
/// border on all sides up to <c>image_size</c>.
/// </summary>
public sealed class IdxForm : DataSetForm
{
    private const int LargestSide = 512;

    /// <summary>As mirrors of MNIST have them.</summary>
    internal static readonly string[] PackedFiles =
        ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    public override string Name => DataSets.Idx;

    public override string Layout => "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, each plain or .gz";

    protected override string HowToGet => "put the four files of MNIST, Fashion-MNIST or a set of their form there, as they are or unpacked";

    protected override string? RootIn(string folder) =>
        Find(folder, ImageSplit.Training, "images", 3) is null && Find(folder, ImageSplit.Test, "images", 3) is null ? null : folder;

    protected override ImagePart PartIn(DataSettings settings, string root, ImageSplit split)
    {
        // Of both parts, so that a network's outputs do not depend on which one was looked at.
        var other = IdxFile.Read(Needed(root, split == ImageSplit.Training ? ImageSplit.Test : ImageSplit.Training, "labels", 1), 1);
        return PartIn(settings, root, split, Largest(other));
    }

    /// <summary>The largest label of the test images says how many classes there are at least.</summary>
    protected override LoneTestSet Alone(DataSettings settings, string path) =>
        Root(path) is { } root ? new(root, PartIn(settings, root, ImageSplit.Test, 0)) : throw Missing(path);

    private IdxPart PartIn(DataSettings settings, string root, ImageSplit split, int largestLabel)
    {
        var images = Needed(root, split, "images", 3);
        var labels = Needed(root, split, "labels", 1);
        var (raw, classes) = (IdxFile.Read(images, 3), IdxFile.Read(labels, 1));
        var (count, side) = (raw.Shape[0], raw.Shape[1]);
        if (classes.Shape[0] != count) throw Wrong($"'{images}' holds {Number(count)} images and '{labels}' {Number(classes.Shape[0])} labels");
        if (side != raw.Shape[2] || side > LargestSide) throw Wrong($"'{images}' holds images of {side} x {raw.Shape[2]}; squares of at most {LargestSide} can be read");
        if (settings.ImageSize is { } asked && asked < side)
            throw new DataSetException($"data set '{Name}': image_size is {asked}, but the images in '{root}' have {side} pixels a side; they can get a border, not become smaller");
        var most = Math.Max(Largest(classes), largestLabel);
        if (most < 1) throw Wrong($"all labels in '{root}' are 0: there is nothing to tell apart");
        return new IdxPart(raw, classes, [images, labels], settings.ImageSize ?? side, most + 1);
    }

    protected override DataSetException Missing(string folder) => Wrong($"looked for train-images-idx3-ubyte and t10k-images-idx3-ubyte in '{folder}'");

    private static int Largest(IdxFile labels)
    {
        byte most = 0;
        foreach (var label in labels.Values.Span) most = Math.Max(most, label);
        return most;
    }

    private string Needed(string root, ImageSplit split, string what, int dimensions) =>
        Find(root, split, what, dimensions) ?? throw Wrong($"'{root}' has no {Stem(split, what, dimensions)}");

    private static string? Find(string folder, ImageSplit split, string what, int dimensions)
    {
        var stem = Stem(split, what, dimensions);
        string[] names = [stem, stem.Replace("-idx", ".idx", StringComparison.Ordinal)];
        return names.SelectMany(name => new[] { name, name + ".gz" }).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    private static string Stem(ImageSplit split, string what, int dimensions) => $"{(split == ImageSplit.Training ? "train" : "t10k")}-{what}-idx{dimensions}-ubyte";
}
