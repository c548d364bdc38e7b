using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// How brightly drops of water shine: an embossed, equalised map of the distance to their edges. The steps are those of the published generator
/// (edges by Canny, distance, equalised histogram, emboss), in plain forms: the distance is the Euclidean one, where its library approximates, and
/// weak edges join strong ones over at most four pixels.
/// </summary>
internal static class WaterMask
{
    private const int Farthest = 20;
    private const int WeakEdge = 50;
    private const int StrongEdge = 150;
    private const int JoinRounds = 4;
    private static readonly double[] Emboss = [-2, -1, 0, -1, 1, 1, 0, 1, 2];
    private static readonly double[] Sum = [1, 1, 1, 1, 1, 1, 1, 1, 1];

    /// <param name="layer">float64 (n, 1, side, side): 0 between the drops.</param>
    /// <returns>float32 of the same shape in [0, 1]; 1 is reached once, unless all is dark.</returns>
    public static Tensor Of(Tensor layer)
    {
        var drops = layer.mul(255).clamp_(0, 255).floor_().to(ScalarType.Float32);
        var distance = Distance(Edges(drops));
        // 1/256 of a pixel: sums of the rounded distances are exact.
        var smooth = Taps(distance.mul_(256).round_(), Sum).div_(9 * 256).floor_();
        var embossed = Taps(Equalised(smooth), Emboss).clamp_(0, 255);
        var shine = Taps(embossed, Sum).mul_(2).add_(9).div_(18).floor_().mul_(drops);
        return shine.div(shine.amax(new long[] { 1, 2, 3 }, true).clamp_min(1));
    }

    private static Tensor Edges(Tensor drops)
    {
        var across = Taps(drops, [-1, 0, 1, -2, 0, 2, -1, 0, 1], Borders.Nearest);
        var down = Taps(drops, [-1, -2, -1, 0, 0, 0, 1, 2, 1], Borders.Nearest);
        var (acrossSize, downSize) = (across.abs(), down.abs());
        var size = acrossSize.add(downSize);
        var around = Shifts(size, (_, _) => -1);
        Tensor Peak(int before, int after) => size.gt(around[before]).logical_and(size.ge(around[after]));
        // tan 22.5 degrees in 2^-15, as the library has it.
        var flat = downSize.mul(32_768).lt(acrossSize.mul(13_573));
        var steep = downSize.mul(32_768).gt(acrossSize.mul(13_573 + 65_536));
        var falling = across.mul(down).ge(0);
        var diagonal = where(falling, size.gt(around[0]).logical_and(size.gt(around[8])), size.gt(around[2]).logical_and(size.gt(around[6])));
        var peak = where(flat, Peak(3, 5), where(steep, Peak(1, 7), diagonal));
        var weak = peak.logical_and(size.gt(WeakEdge)).to(ScalarType.Float32);
        var strong = peak.logical_and(size.gt(StrongEdge)).to(ScalarType.Float32);
        for (var round = 0; round < JoinRounds; round++) strong = nn.functional.max_pool2d(strong, 3, 1, 1).mul_(weak);
        return strong;
    }

    /// <summary>To the nearest edge, at most 20 pixels: first along the rows, then over the rows.</summary>
    private static Tensor Distance(Tensor edges)
    {
        const double Far = Farthest * Farthest;
        var along = Least(edges.mul(-Far).add_(Far), 3);
        return Least(along, 2).sqrt_();
    }

    /// <summary>The least, over all steps of a dimension, of the value there plus the step's square.</summary>
    private static Tensor Least(Tensor squares, int dimension)
    {
        var least = squares.clone();
        var side = squares.shape[dimension];
        for (long step = 1; step < Math.Min(Farthest, side); step++)
        {
            using var scope = NewDisposeScope();
            var (upper, lower) = (least.narrow(dimension, 0, side - step), least.narrow(dimension, step, side - step));
            upper.copy_(upper.minimum(squares.narrow(dimension, step, side - step).add(step * step)));
            lower.copy_(lower.minimum(squares.narrow(dimension, 0, side - step).add(step * step)));
        }
        return least;
    }

    /// <summary>Spreads the values of each image, whole numbers in 0..20, over 0..255 by their ranks.</summary>
    private static Tensor Equalised(Tensor values)
    {
        var (n, pixels) = (values.shape[0], values.shape[2] * values.shape[3]);
        const int Bins = Farthest + 1;
        var bins = values.reshape(n, pixels).to(ScalarType.Int64);
        var once = ones(new[] { n, pixels }, ScalarType.Float32, values.device);
        var counts = zeros(new long[] { n, Bins }, ScalarType.Float32, values.device).scatter_add(1, bins, once);
        var upTo = counts.cumsum(1);
        // The lowest value there becomes 0.
        var lowest = counts.gather(1, bins.amin(new long[] { 1 }, true));
        var spread = upTo.sub(lowest).mul_(255).div_(lowest.mul(-1).add_(pixels).clamp_min(1)).round_().clamp_min_(0);
        return spread.gather(1, bins).reshape(values.shape);
    }

    private static Tensor Taps(Tensor images, double[] kernel, Func<int, int, int>? border = null)
    {
        var shifted = Shifts(images, border ?? Borders.Reflect101);
        var sum = zeros_like(images);
        for (var k = 0; k < kernel.Length; k++)
            if (kernel[k] != 0) sum.add_(shifted[k].mul(kernel[k]));
        return sum;
    }

    /// <summary>The nine neighbours of every pixel, row by row; a border that answers -1 stands for zeros.</summary>
    private static Tensor[] Shifts(Tensor images, Func<int, int, int> border)
    {
        var side = (int)images.shape[3];
        var zero = border(-1, side) < 0;
        long[] positions = [.. Enumerable.Range(-1, side + 2).Select(i => zero ? 0 : (long)border(i, side))];
        var line = tensor(positions, ScalarType.Int64).to(images.device);
        var padded = zero ? nn.functional.pad(images, (1, 1, 1, 1)) : images.index_select(2, line).index_select(3, line);
        return [.. Enumerable.Range(0, 9).Select(k => padded.narrow(2, k / 3, side).narrow(3, k % 3, side))];
    }
}
