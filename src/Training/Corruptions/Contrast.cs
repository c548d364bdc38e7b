using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Pulls every value towards the mean of its channel over the image.</summary>
internal sealed class Contrast(double factor) : IImageCorruption
{
    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        var plane = side * side;
        for (var start = 0; start < source.Length; start += plane)
        {
            var sum = 0;
            foreach (var value in source.Slice(start, plane)) sum += value;
            var mean = sum / (255.0 * plane);
            for (var i = start; i < start + plane; i++) target[i] = Quantise.ToByte((source[i] / 255.0 - mean) * factor + mean);
        }
    }
}
