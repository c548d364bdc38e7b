using AdaSapSweep.ImageSets;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>A whole set of images, held on the device as bytes and turned into floats batch by batch.</summary>
public sealed class ImageData : IDisposable
{
    private readonly Tensor _images;
    private readonly Tensor _labels;

    /// <summary>Read at a time: what is held on the host beside the set itself.</summary>
    private const int BlockBytes = 1 << 25;

    private const int MostDecodedAtOnce = 1024;

    public ImageData(RawImages raw, int classes, ChannelValues mean, ChannelValues deviation, Device device)
    {
        using var scope = NewDisposeScope();
        Count = raw.Labels.Length;
        Side = raw.Side;
        Classes = classes;
        Mean = mean;
        Deviation = deviation;
        _images = tensor(raw.Pixels, [Count, 3, Side, Side], ScalarType.Byte).to(device);
        _labels = tensor(Array.ConvertAll(raw.Labels, label => (long)label), [Count], ScalarType.Int64).to(device);
        // Only now: if memory ran out for either, the scope gives back the other.
        _images.DetachFromDisposeScope();
        _labels.DetachFromDisposeScope();
    }

    private ImageData(Tensor images, Tensor labels, int classes, ChannelValues mean, ChannelValues deviation)
    {
        (Count, Side, Classes, Mean, Deviation) = ((int)images.shape[0], (int)images.shape[3], classes, mean, deviation);
        (_images, _labels) = (images.DetachFromDisposeScope(), labels.DetachFromDisposeScope());
    }

    /// <summary>Reads images from files, block by block, onto the device.</summary>
    /// <param name="count">From the front of the part.</param>
    /// <param name="options">Threads to read with, and when to stop.</param>
    /// <param name="progress">Hears how many images have been read; null: nobody asks.</param>
    /// <exception cref="DataSetException">A file is damaged, or the images do not fit into the memory.</exception>
    public static ImageData Read(
        ImagePart part, int count, ChannelValues mean, ChannelValues deviation, Device device, ParallelOptions options, Action<long>? progress = null)
    {
        MemoryNeed.Check(part, count, device);
        using var scope = NewDisposeScope();
        var images = empty([count, 3, part.Side, part.Side], ScalarType.Byte, device);
        var labels = new int[count];
        var atOnce = AtOnce(part, count);
        var block = new byte[atOnce * part.ImageBytes];
        for (var first = 0; first < count; first += atOnce)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var length = Math.Min(atOnce, count - first);
            if (length < atOnce) block = new byte[length * part.ImageBytes];
            part.Read(first, block, labels.AsMemory(first, length), options);
            images.narrow(0, first, length).copy_(tensor(block, [length, 3, part.Side, part.Side], ScalarType.Byte));
            progress?.Invoke(first + length);
        }
        var classes = tensor(Array.ConvertAll(labels, label => (long)label), [count], ScalarType.Int64).to(device);
        return new ImageData(images, classes, part.Classes, mean, deviation);
    }

    /// <summary>Images of a block: so few that progress is heard of every few seconds.</summary>
    internal static int AtOnce(ImagePart part, int count) => Math.Clamp(BlockBytes / part.ImageBytes, 1, part.IsDecoded ? Math.Min(count, MostDecodedAtOnce) : count);

    public int Count { get; }

    /// <summary>Pixels of a side.</summary>
    public int Side { get; }

    public int Classes { get; }

    /// <summary>Of each channel in [0, 1], for the normalisation inside the network.</summary>
    public ChannelValues Mean { get; }

    /// <summary>Standard deviation of each channel, for the same.</summary>
    public ChannelValues Deviation { get; }

    public Device Device => _images.device;

    /// <summary>uint8 (count, 3, side, side); owned by this object.</summary>
    public Tensor Bytes => _images;

    /// <summary>int64 (count); owned by this object.</summary>
    public Tensor Labels => _labels;

    /// <summary>The same images in two sets: those at the front and the last ones. They share this one's memory, and outlive it.</summary>
    /// <param name="last">Images of the second set.</param>
    /// <exception cref="DataSetException">None would be left in the first.</exception>
    public (ImageData Front, ImageData Back) HoldOut(int last)
    {
        if (last >= Count) throw new DataSetException($"{last} images cannot be held out for validation: the set has {Count} training images, and some must be left to train on");
        return (Part(0, Count - last), Part(Count - last, last));
    }

    /// <summary>The first images as a set of their own: shares this one's memory, and outlives it.</summary>
    public ImageData Front(int count) => Part(0, count);

    private ImageData Part(int start, int length)
    {
        using var scope = NewDisposeScope();
        return new(_images.narrow(0, start, length), _labels.narrow(0, start, length), Classes, Mean, Deviation);
    }

    /// <summary>The images of the given numbers, in that order.</summary>
    /// <param name="numbers">int64 (n) on the device of the images.</param>
    public ImageBatch Batch(Tensor numbers)
    {
        using var scope = NewDisposeScope();
        return new ImageBatch(
            ToUnit(_images.index_select(0, numbers)).MoveToOuterDisposeScope(),
            _labels.index_select(0, numbers).MoveToOuterDisposeScope());
    }

    /// <summary>A run of images, in the order of the set.</summary>
    public ImageBatch Batch(int start, int count)
    {
        using var scope = NewDisposeScope();
        return new ImageBatch(
            ToUnit(_images.narrow(0, start, count)).MoveToOuterDisposeScope(),
            _labels.narrow(0, start, count).clone().MoveToOuterDisposeScope());
    }

    /// <summary>Bytes as float32 in [0, 1].</summary>
    public static Tensor ToUnit(Tensor bytes)
    {
        using var scope = NewDisposeScope();
        return bytes.to(ScalarType.Float32).div_(255.0).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _images.Dispose();
        _labels.Dispose();
    }
}
