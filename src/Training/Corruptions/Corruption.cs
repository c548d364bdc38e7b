using AdaSapSweep.Stages;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// A common corruption at one severity, generated here as tensor operations on the device of the images: the random ones are not pixel for pixel
/// those of the published files. An image's bytes follow from (seed, kind, severity, number of the image) and the image alone: neither batch size nor
/// neighbours nor the list of kinds changes them. The constants are those of CIFAR-10-C for sides up to 64 and those of ImageNet-C above. It holds a
/// few tables on the device: dispose of it.
/// </summary>
public sealed class Corruption : IDisposable
{
    /// <summary>Pixels of the largest side that the constants for small images are used for.</summary>
    public const int LargestSmallSide = 64;

    private const int SmallestSide = 8;
    private readonly ImageOperation _operation;
    private readonly int _number;
    private readonly int _severity;
    private readonly int _side;

    private Corruption(ImageOperation operation, int number, int severity, int side) =>
        (_operation, _number, _severity, _side) = (operation, number, severity, side);

    /// <param name="kind">A name from <see cref="CorruptionKinds"/>.</param>
    /// <param name="severity">1 to 5.</param>
    /// <param name="side">Pixels of a side of the images to come.</param>
    /// <exception cref="ArgumentException">Unknown kind or severity, or a side below 8.</exception>
    public static Corruption Of(string kind, int severity, int side, Device device)
    {
        if (!CorruptionTable.Definitions.TryGetValue(kind, out var definition))
            throw new ArgumentException($"corruption '{kind}' is none of {string.Join(", ", CorruptionKinds.All)}");
        if (severity is < 1 or > 5) throw new ArgumentException($"severity {severity} is not in 1..5");
        if (side < SmallestSide)
            throw new ArgumentException($"images of {side} x {side} pixels are too small to corrupt: the least side is {SmallestSide}");
        var severities = side <= LargestSmallSide ? definition.Small : definition.Large;
        return new Corruption(severities[severity - 1](side, device), definition.Number, severity, side);
    }

    /// <summary>Corrupts a batch on its device, without waiting for it.</summary>
    /// <param name="bytes">uint8 (n, 3, side, side).</param>
    /// <param name="first">Number of the first image of the batch in its set.</param>
    /// <returns>uint8 of the same shape on the same device.</returns>
    public Tensor Apply(Tensor bytes, long first, long seed)
    {
        if (bytes.shape is not [var n, 3, var height, var width] || height != _side || width != _side)
            throw new ArgumentException($"images of shape ({string.Join(", ", bytes.shape)}) are not (n, 3, {_side}, {_side})", nameof(bytes));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var draws = ImageDraws.For(seed, _number, _severity, first, n, bytes.device);
        return Levels.ToBytes(_operation.Apply(bytes.to(ScalarType.Float32), draws)).contiguous().MoveToOuterDisposeScope();
    }

    public void Dispose() => _operation.Dispose();
}
