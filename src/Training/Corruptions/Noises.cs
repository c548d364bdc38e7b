using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Adds N(0, deviation) to every value.</summary>
internal sealed class GaussianNoise : ImageOperation
{
    private readonly Tensor _noise;

    /// <param name="deviation">Of x in [0, 1].</param>
    public GaussianNoise(double deviation, Device device) : base(device) => _noise = Table(NormalTable.Scaled(255 * deviation), NormalTable.Count);

    public override Tensor Apply(Tensor levels, ImageDraws draws) => _noise.take(draws.Bits16(levels.shape.AsSpan(1))).add_(levels);
}

/// <summary>Adds the value times N(0, deviation).</summary>
internal sealed class SpeckleNoise : ImageOperation
{
    private readonly Tensor _noise;

    public SpeckleNoise(double deviation, Device device) : base(device) => _noise = Table(NormalTable.Scaled(deviation), NormalTable.Count);

    public override Tensor Apply(Tensor levels, ImageDraws draws) => _noise.take(draws.Bits16(levels.shape.AsSpan(1))).mul_(levels).add_(levels);
}

/// <summary>Replaces each value, with the given probability, by black or white, each as often.</summary>
internal sealed class ImpulseNoise(double probability, Device device) : ImageOperation(device)
{
    private readonly long _half = (long)Math.Round(probability / 2 * (1L << 32));

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var draw = draws.Bits32(levels.shape.AsSpan(1));
        return levels.masked_fill(draw.lt(_half), 0).masked_fill(draw.ge((1L << 32) - _half), 255);
    }
}
