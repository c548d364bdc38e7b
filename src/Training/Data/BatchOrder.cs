using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>
/// The batches of one epoch: a permutation that follows from (seed, epoch) alone, so that a resumed run continues with the same
/// batches. The last, smaller batch is kept; but a single image left over joins the batch before it, because batch norm needs two.
/// </summary>
public sealed class BatchOrder
{
    private readonly long[] _permutation;
    private readonly int _batchSize;

    /// <exception cref="ArgumentOutOfRangeException">There is no image, or the batch size is below 1.</exception>
    public BatchOrder(int images, int batchSize, long seed, int epoch)
    {
        Count = BatchesPerEpoch(images, batchSize);
        _batchSize = batchSize;
        _permutation = new long[images];
        for (var i = 0; i < images; i++) _permutation[i] = i;
        SplitMix64.For(seed, epoch).Shuffle(_permutation.AsSpan());
    }

    /// <summary>Batches of this epoch; the same for every epoch.</summary>
    public int Count { get; }

    /// <summary>The numbers of the images of a batch.</summary>
    public long[] this[int batch]
    {
        get
        {
            var (start, length) = Span(batch);
            return _permutation[start..(start + length)];
        }
    }

    /// <summary>Images of a batch.</summary>
    public int SizeOf(int batch) => Span(batch).Length;

    /// <summary>The order of the whole epoch, int64 (images), brought over once: a copy each batch would make every step wait for the device.</summary>
    /// <returns>In no dispose scope; the caller disposes it.</returns>
    public Tensor On(Device device)
    {
        using var host = tensor(_permutation, [_permutation.Length], ScalarType.Int64);
        return host.to(device, copy: true).DetachFromDisposeScope();
    }

    /// <summary>The part of <see cref="On"/> that is a batch: a view.</summary>
    public Tensor Slice(Tensor whole, int batch)
    {
        var (start, length) = Span(batch);
        return whole.narrow(0, start, length);
    }

    private (int Start, int Length) Span(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, Count);
        var start = batch * _batchSize;
        return (start, (batch == Count - 1 ? _permutation.Length : start + _batchSize) - start);
    }

    public static int BatchesPerEpoch(int images, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var full = images / batchSize;
        var rest = images % batchSize;
        return full == 0 ? 1 : rest == 0 || rest == 1 && batchSize > 1 ? full : full + 1;
    }
}
