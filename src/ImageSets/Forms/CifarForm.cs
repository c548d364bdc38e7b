using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>CIFAR-10 and CIFAR-100 in their binary version: records of one or two label bytes and 3 x 32 x 32 pixel bytes, in files read in the order of their names.</summary>
public sealed class CifarForm : DataSetForm
{
    private readonly string _nested;
    private readonly string _trainPattern;
    private readonly string _testFile;
    private readonly RecordFormat _format;

    private CifarForm(string name, string title, string archive, string nested, string trainPattern, string testFile, RecordFormat format)
    {
        (Name, _nested, _trainPattern, _testFile, _format) = (name, nested, trainPattern, testFile, format);
        HowToGet = $"unpack the archive {archive} (\"{title} binary version\") there";
    }

    public static CifarForm Cifar10 { get; } =
        new(DataSets.Cifar10, "CIFAR-10", "cifar-10-binary.tar.gz", "cifar-10-batches-bin", "data_batch_*.bin", "test_batch.bin", new(LabelBytes: 1, Classes: 10));

    /// <summary>A coarse label byte, then the fine one, which is the class.</summary>
    public static CifarForm Cifar100 { get; } =
        new(DataSets.Cifar100, "CIFAR-100", "cifar-100-binary.tar.gz", "cifar-100-binary", "train.bin", "test.bin", new(LabelBytes: 2, Classes: 100));

    public override string Name { get; }

    public override string Layout => $"{_trainPattern} and {_testFile}, there or in {_nested}/";

    protected override string HowToGet { get; }

    protected override string? RootIn(string folder)
    {
        string[] candidates = [folder, Path.Combine(folder, _nested)];
        return candidates.FirstOrDefault(candidate => TrainFiles(candidate).Length > 0 || File.Exists(Path.Combine(candidate, _testFile)));
    }

    /// <summary>CIFAR-10's was here before the others: over its files alone.</summary>
    public override string FingerprintOf(string root, IEnumerable<ImagePart> parts, FingerprintCache? cache) =>
        Name == DataSets.Cifar10 ? Fingerprint.Of(parts.SelectMany(p => p.Files)) : base.FingerprintOf(root, parts, cache);

    protected override ImagePart PartIn(DataSettings settings, string root, ImageSplit split)
    {
        string[] files = split == ImageSplit.Training ? TrainFiles(root) : [.. new[] { Path.Combine(root, _testFile) }.Where(File.Exists)];
        if (files.Length == 0)
            throw Wrong(split == ImageSplit.Training ? $"'{root}' has {_testFile} but no {_trainPattern}" : $"'{root}' has training files but no {_testFile}");
        return Records(files);
    }

    protected override LoneTestSet Alone(DataSettings settings, string path) =>
        File.Exists(path) ? new(Path.GetDirectoryName(path)!, Records([path])) : base.Alone(settings, path);

    private RecordPart Records(string[] files)
    {
        foreach (var file in files)
        {
            var bytes = new FileInfo(file).Length;
            if (bytes == 0 || bytes % _format.RecordBytes != 0)
                throw Wrong($"'{file}' is damaged: {Number(bytes)} bytes are no whole number of records of {Number(_format.RecordBytes)}");
        }
        return new RecordPart(_format, files, Wrong);
    }

    protected override DataSetException Missing(string folder) =>
        Wrong($"looked for {_trainPattern} and {_testFile} in '{folder}' and its folder {_nested}");

    private string[] TrainFiles(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, _trainPattern).Order(StringComparer.Ordinal)] : [];
}
