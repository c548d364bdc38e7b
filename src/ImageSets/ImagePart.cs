namespace AdaSapSweep.ImageSets;

/// <summary>One part of a data set as it lies on the disk: its extent is known, no pixel is read yet.</summary>
public abstract class ImagePart
{
    /// <summary>Images there.</summary>
    public abstract int Count { get; }

    public abstract int Classes { get; }

    /// <summary>Names of the classes, in the order of their numbers; null where numbers are all there is.</summary>
    public virtual IReadOnlyList<string>? ClassNames => null;

    /// <summary>Pixels of a side.</summary>
    public abstract int Side { get; }

    /// <summary>Full paths of what the numbers depend on, in the order in which they are read.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>Images are decoded from JPEG or PNG, which takes so long that the result is worth keeping.</summary>
    public virtual bool IsDecoded => false;

    public int ImageBytes => 3 * Side * Side;

    /// <summary>Reads consecutive images, as many as there are <paramref name="labels"/>.</summary>
    /// <param name="first">Number of the first one.</param>
    /// <param name="pixels">Image by image: red, green, blue plane, rows first; labels x 3 x side x side bytes.</param>
    /// <param name="labels">Classes in [0, <see cref="Classes"/>).</param>
    /// <param name="options">Threads to decode with, and when to stop.</param>
    /// <exception cref="DataSetException">A file is missing or damaged; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public abstract void Read(int first, Memory<byte> pixels, Memory<int> labels, ParallelOptions options);
}
