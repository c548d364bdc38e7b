using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>A fixed linear map of the pixels: each new one is a weighted sum of a few old ones in the same channel.</summary>
/// <remarks>Images lie last while it runs, so that a pixel is a row and is fetched in one piece.</remarks>
internal sealed class PixelMap
{
    private readonly Tensor[] _sources;
    private readonly Tensor[] _weights;

    /// <param name="weights">For each new pixel, the weights of the old ones; they are rounded to multiples of 2^-16.</param>
    /// <param name="table">Where the tables are kept.</param>
    public PixelMap(IReadOnlyList<Dictionary<int, double>> weights, Func<long[], long[], Tensor> indices, Func<float[], long[], Tensor> table)
    {
        var taps = weights.Select(Taps).ToArray();
        var most = taps.Max(t => t.Length);
        _sources = new Tensor[most];
        _weights = new Tensor[most];
        for (var k = 0; k < most; k++)
        {
            _sources[k] = indices([.. taps.Select((t, pixel) => k < t.Length ? t[k].Source : (long)pixel)], [taps.Length]);
            _weights[k] = table([.. taps.Select(t => k < t.Length ? (float)t[k].Weight : 0)], [taps.Length, 1]);
        }
    }

    /// <param name="levels">float32 (n, channels, side, side).</param>
    public Tensor Apply(Tensor levels)
    {
        var (n, channels, side) = (levels.shape[0], levels.shape[1], levels.shape[3]);
        var pixels = levels.reshape(n * channels, side * side).t().contiguous();
        var sum = zeros_like(pixels);
        for (var k = 0; k < _sources.Length; k++)
        {
            using var scope = NewDisposeScope();
            sum.add_(pixels.index_select(0, _sources[k]).mul_(_weights[k]));
        }
        return sum.t().reshape(n, channels, side, side);
    }

    private static (int Source, double Weight)[] Taps(Dictionary<int, double> weights)
    {
        int[] sources = [.. weights.Keys.Order()];
        var rounded = Dyadic.Round([.. sources.Select(source => weights[source])]);
        return [.. sources.Zip(rounded).Where(tap => tap.Second != 0)];
    }
}
