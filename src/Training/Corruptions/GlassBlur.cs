using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Blur, then pixels that take the value of a random neighbour one after the other, then the same blur again.</summary>
/// <remarks>
/// The published generator goes through the pixels from the lower right. Its exchange of two pixels copies the neighbour and leaves that one as it
/// was. A pixel may so take what its neighbour took before; these chains are followed by pointer doubling, for all pixels of the batch at once.
/// </remarks>
internal sealed class GlassBlur : ImageOperation
{
    private readonly int _side;
    private readonly int _distance;
    private readonly int _passes;
    private readonly Tensor _blur;
    private readonly Tensor _inside;
    private readonly Tensor _places;

    /// <param name="sigma">Of the blur, pixels.</param>
    /// <param name="distance">Neighbours lie at -distance..distance-1 in either direction.</param>
    public GlassBlur(double sigma, int distance, int passes, int side, Device device) : base(device)
    {
        (_side, _distance, _passes) = (side, distance, passes);
        _blur = Table(Matrices.Gaussian(side, sigma, 4, Borders.Nearest));
        var visited = Enumerable.Range(0, side * side).Select(p => Visited(p / side) && Visited(p % side) ? 1L : 0).ToArray();
        _inside = Table(visited, visited.Length);
        _places = Table([.. Enumerable.Range(0, side * side).Select(p => (long)p)], side * side);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var blurred = Levels.Cut(Separable.Apply(levels.to(ScalarType.Float64), _blur, _blur));
        var (n, pixels) = (levels.shape[0], (long)_side * _side);
        var sources = Shuffle(n, draws);
        for (var pass = 1; pass < _passes; pass++) sources = sources.gather(1, Shuffle(n, draws));
        var moved = blurred.reshape(n, 3, pixels).gather(2, sources.unsqueeze(1).expand(n, 3, pixels));
        return Separable.Apply(moved.reshape(levels.shape), _blur, _blur);
    }

    private bool Visited(int position) => position > _distance && position <= _side - _distance && position < _side;

    /// <summary>Where each pixel's value comes from after one pass: int64 (n, pixels).</summary>
    private Tensor Shuffle(long n, ImageDraws draws)
    {
        var pixels = (long)_side * _side;
        var steps = draws.Bits16(2, pixels).mul_(2 * _distance).bitwise_right_shift(tensor(16L)).sub_(_distance);
        var neighbours = steps.select(1, 0).mul(_side).add_(steps.select(1, 1)).mul_(_inside).add_(_places);
        // Offsets of -1 and 0 only lead to pixels that are visited later.
        return _distance == 1 ? neighbours : Followed(neighbours, n, pixels);
    }

    /// <summary>A place stands for the pixel's value after its visit, a place plus <paramref name="pixels"/> for the one before any.</summary>
    private Tensor Followed(Tensor neighbours, long n, long pixels)
    {
        var taken = neighbours.gt(_places).logical_and(_inside.take(neighbours).ne(0)).logical_and(_inside.ne(0));
        var next = where(taken, neighbours, neighbours.add(pixels));
        var before = _places.add(pixels).unsqueeze(0).expand(n, pixels);
        for (long reached = 1; reached < pixels; reached *= 2) next = cat(new[] { next, before }, 1).gather(1, next);
        return next.sub_(pixels);
    }
}
