using System.Globalization;
using AdaSapSweep.ImageSets.Identity;
using AdaSapSweep.Stages;

namespace AdaSapSweep.ImageSets.Forms;

/// <summary>A way in which a data set lies in a folder.</summary>
public abstract class DataSetForm
{
    /// <summary>As sweep files name it: one of <see cref="DataSets"/>.</summary>
    public abstract string Name { get; }

    /// <summary>What is expected in the folder, in one line.</summary>
    public abstract string Layout { get; }

    /// <summary>What a person does to get it, as the end of a sentence.</summary>
    protected abstract string HowToGet { get; }

    /// <summary>Finds one part; the other one is looked at no further than its classes need.</summary>
    /// <param name="folder">The folder that the user named; null or empty: none.</param>
    /// <exception cref="DataSetException">It is not there, or not as it should be; the message says what was looked for and how to get it.</exception>
    public ImagePart Part(DataSettings settings, string? folder, ImageSplit split)
    {
        if (string.IsNullOrWhiteSpace(folder))
            throw new DataSetException($"data set '{Name}' is read from files, and no data folder was given; give one, and {HowToGet}");
        try
        {
            var root = Root(Path.GetFullPath(folder)) ?? throw Missing(folder);
            var part = PartIn(settings, root, split);
            var (key, asked) = split == ImageSplit.Training ? ("train_images", settings.TrainImages) : ("test_images", settings.TestImages);
            if (asked > part.Count) throw new DataSetException($"data set '{Name}': {key} asks for {Number(asked.Value)} images, and '{root}' holds {Number(part.Count)}");
            return part;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"data set '{Name}' in '{folder}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The folder that really holds the set: the one given, the one that the usual archive makes in it, or one of the set's name in it; null: none.</summary>
    public string? Root(string folder) => RootIn(folder) ?? RootIn(Path.Combine(folder, Name));

    /// <summary>The folder given, or the one that the usual archive makes in it; null: neither holds the set.</summary>
    protected abstract string? RootIn(string folder);

    /// <summary>Finds a test part that needs no training part beside it.</summary>
    /// <param name="path">A folder, or where the form knows files of records, such a file.</param>
    /// <exception cref="DataSetException">It is not there, or not as it should be.</exception>
    public LoneTestSet TestAlone(DataSettings settings, string path)
    {
        try
        {
            var full = Path.GetFullPath(path);
            return Path.Exists(full) ? Alone(settings, full) : throw new DataSetException($"data set '{Name}': there is nothing at '{full}'");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"data set '{Name}' in '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Identity of a test part that stands alone: of its content, wherever it lies.</summary>
    /// <param name="cache">Fingerprints of earlier runs; null: everything is read.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public string FingerprintOfAlone(LoneTestSet set, FingerprintCache? cache) => set.Part.IsDecoded
        ? FingerprintOf(set.Root, [set.Part], cache)
        : Fingerprint.Of($"{Name} reading {Reading} {string.Join(' ', set.Part.Files.Select(Fingerprint.OfFile))}");

    /// <summary>Identity of the content; part of every stage key.</summary>
    /// <param name="parts">Training, then test.</param>
    /// <param name="cache">Fingerprints of earlier runs; null: everything is read.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public virtual string FingerprintOf(string root, IEnumerable<ImagePart> parts, FingerprintCache? cache) =>
        Fingerprint.Of($"{Name} reading {Reading} {Fingerprint.Of(parts.SelectMany(p => p.Files).Distinct())}");

    /// <summary>Raised by every change of code that changes a pixel, a label or the order of this form.</summary>
    protected virtual int Reading => 1;

    protected abstract ImagePart PartIn(DataSettings settings, string root, ImageSplit split);

    protected virtual LoneTestSet Alone(DataSettings settings, string path) =>
        Root(path) is { } root ? new(root, PartIn(settings, root, ImageSplit.Test)) : throw Missing(path);

    protected abstract DataSetException Missing(string folder);

    /// <summary>An error that says what is wrong and how to get a good one.</summary>
    protected DataSetException Wrong(string what) => new($"data set '{Name}': {what}; {HowToGet}");

    protected static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
