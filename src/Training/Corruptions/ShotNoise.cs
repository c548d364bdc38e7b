using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Poisson(scale x) / scale. A byte has 256 values, so each has an alias table (Walker 1977) of its distribution: a draw is two look-ups, whatever
/// the mean.
/// </summary>
internal sealed class ShotNoise : ImageOperation
{
    private const double Reach = 7;
    private readonly int _columnBits;
    private readonly Tensor _thresholds;
    private readonly Tensor _values;

    /// <param name="scale">Mean count of a white pixel.</param>
    public ShotNoise(double scale, Device device) : base(device)
    {
        var distributions = Enumerable.Range(0, 256).Select(level => Distribution(scale * level / 255)).ToArray();
        while (1 << _columnBits < distributions.Max(d => d.Probabilities.Length)) _columnBits++;
        var columns = 1 << _columnBits;
        var thresholds = new long[256 * columns];
        var values = new float[2 * thresholds.Length];
        for (var level = 0; level < 256; level++)
        {
            var (first, probabilities) = distributions[level];
            var (keep, alias) = AliasTable.Of(probabilities, columns);
            for (var k = 0; k < columns; k++)
            {
                var cell = level * columns + k;
                thresholds[cell] = (long)(keep[k] * (1L << 32 - _columnBits));
                values[2 * cell] = (float)((first + k) / scale * 255);
                values[2 * cell + 1] = (float)((first + alias[k]) / scale * 255);
            }
        }
        _thresholds = Table(thresholds, thresholds.Length);
        _values = Table(values, values.Length);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var draw = draws.Bits32(levels.shape.AsSpan(1));
        var columns = 1L << _columnBits;
        var cell = draw.bitwise_and(tensor(columns - 1)).add_(levels.to(ScalarType.Int64).mul_(columns));
        var other = draw.bitwise_right_shift(tensor((long)_columnBits)).ge(_thresholds.take(cell));
        return _values.take(cell.mul_(2).add_(other));
    }

    /// <summary>P(count = first + k), out to seven deviations; worked out from the most likely count outwards, so that nothing underflows.</summary>
    private static (int First, double[] Probabilities) Distribution(double mean)
    {
        var spread = Reach * Math.Sqrt(mean) + 8;
        var (first, mode) = ((int)Math.Max(0, mean - spread), (int)mean);
        var probabilities = new double[(int)(mean + spread) - first + 1];
        probabilities[mode - first] = 1;
        for (var k = mode - 1; k >= first; k--) probabilities[k - first] = probabilities[k - first + 1] * (k + 1) / mean;
        for (var k = mode + 1; k < first + probabilities.Length; k++) probabilities[k - first] = probabilities[k - first - 1] * mean / k;
        var sum = probabilities.Sum();
        return (first, Array.ConvertAll(probabilities, p => p / sum));
    }
}
