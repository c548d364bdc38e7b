using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>A random affine map, mirrored borders, followed by a smooth random displacement of every pixel.</summary>
internal sealed class ElasticTransform : ImageOperation
{
    private const double Whole = 1L << 32;
    private readonly double _alpha;
    private readonly double _affine;
    private readonly Tensor? _smooth;
    private readonly Tensor _rows;
    private readonly Tensor _columns;

    /// <param name="alpha">Pixels that a displacement of 1 stands for; 0: none.</param>
    /// <param name="sigma">Of its smoothing, pixels.</param>
    /// <param name="affine">How far a coordinate of the affine map's three points moves at most, pixels.</param>
    public ElasticTransform(double alpha, double sigma, double affine, int side, Device device) : base(device)
    {
        (_alpha, _affine) = (alpha, affine);
        _smooth = alpha == 0 ? null : Table(Matrices.Gaussian(side, sigma, 3, Borders.Reflect));
        double[] line = [.. Enumerable.Range(0, side).Select(i => (double)i)];
        (_rows, _columns) = (Table(line, 1, side, 1), Table(line, 1, 1, side));
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var (y, x) = Affine(levels.shape[3], draws.Bits32(6, 1, 1).to(ScalarType.Float64).mul_(2 * _affine / Whole).sub_(_affine));
        var mapped = Bilinear.Sample(levels, y, x, mirrorEdge: false);
        if (_smooth is null) return mapped;
        var random = draws.Bits16(2, levels.shape[2], levels.shape[3]).to(ScalarType.Float64).mul_(2).sub_(65_535).div_(65_536);
        var moved = Separable.Apply(random, _smooth, _smooth).mul(_alpha);
        return Bilinear.Sample(mapped, _rows.add(moved.select(1, 0)), _columns.add(moved.select(1, 1)), mirrorEdge: true);
    }

    /// <summary>
    /// Where each pixel comes from. Three points, (m + s, m + s), (m + s, m - s), (m - s, m - s) as (x, y) with m = side/2 and s = side/3, are where
    /// they were before; the moves say where they went.
    /// </summary>
    /// <param name="moves">float64 (n, 6, 1, 1).</param>
    private (Tensor Y, Tensor X) Affine(long side, Tensor moves)
    {
        double middle = side / 2, reach = side / 3;
        Tensor At(int k, double place) => moves.select(1, k).add(place);
        var (x1, y1, x2, y2) = (At(0, middle + reach), At(1, middle + reach), At(2, middle + reach), At(3, middle - reach));
        var (ux, uy) = (x1.sub(x2), y1.sub(y2));
        var (vx, vy) = (At(4, middle - reach).sub(x2), At(5, middle - reach).sub(y2));
        // Both sides of the corner keep their turn but for moves that nearly flatten it; those are held.
        var area = ux.mul(vy).sub(uy.mul(vx)).clamp_min(1);
        var (dx, dy) = (_columns.sub(x2), _rows.sub(y2));
        var alongU = dx.mul(vy).sub(dy.mul(vx)).div(area);
        var alongV = dy.mul(ux).sub(dx.mul(uy)).div(area);
        return (alongU.mul_(2 * reach).add_(middle - reach), alongV.mul_(-2 * reach).add_(middle + reach));
    }
}
