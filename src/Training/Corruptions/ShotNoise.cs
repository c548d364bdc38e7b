using AdaSapSweep.Training.Data;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Poisson(scale x) / scale. A byte has 256 values, so each has its table of the distribution, and a draw is one search in it.</summary>
internal sealed class ShotNoise : IImageCorruption
{
    private readonly double _scale;
    private readonly double[][] _tables;

    /// <param name="scale">Mean count of a white pixel; at most 600, so that exp(-scale) is a normal number.</param>
    public ShotNoise(double scale)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 600);
        _scale = scale;
        _tables = [.. Enumerable.Range(0, 256).Select(value => Cumulative(scale * value / 255.0))];
    }

    public void Apply(ReadOnlySpan<byte> source, Span<byte> target, int side, SplitMix64 random)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var table = _tables[source[i]];
            var found = Array.BinarySearch(table, random.NextDouble());
            var count = found < 0 ? ~found : found + 1;
            target[i] = Quantise.ToByte(count / _scale);
        }
    }

    /// <summary>P(count at most k) for k = 0, 1, ... until ten deviations above the mean.</summary>
    private static double[] Cumulative(double mean)
    {
        var table = new double[(int)(mean + 10 * Math.Sqrt(mean)) + 12];
        double probability = Math.Exp(-mean), sum = 0;
        for (var k = 0; k < table.Length; k++)
        {
            sum += probability;
            table[k] = sum;
            probability *= mean / (k + 1);
        }
        return table;
    }
}
