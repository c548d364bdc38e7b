using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Adds N(0, deviation) to every value.</summary>
internal sealed class GaussianNoise(double deviation) : IImageCorruption
{
    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        for (var i = 0; i < source.Length; i++) target[i] = Quantise.ToByte(source[i] / 255.0 + deviation * random.NextNormal());
    }
}

/// <summary>Adds the value times N(0, deviation).</summary>
internal sealed class SpeckleNoise(double deviation) : IImageCorruption
{
    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        for (var i = 0; i < source.Length; i++) target[i] = Quantise.ToByte(source[i] / 255.0 * (1 + deviation * random.NextNormal()));
    }
}

/// <summary>Replaces each value, with the given probability, by black or white, each as often.</summary>
internal sealed class ImpulseNoise(double probability) : IImageCorruption
{
    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var draw = random.NextDouble();
            target[i] = draw >= probability ? source[i] : draw < 0.5 * probability ? (byte)0 : (byte)255;
        }
    }
}
