using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>A disc as kernel, its edge softened by a small Gaussian; mirrored borders.</summary>
internal sealed class DefocusBlur : ImageOperation
{
    private const int SmallRadius = 8;
    private readonly PixelMap _map;

    /// <param name="radius">Pixels.</param>
    /// <param name="sigma">Of the softening.</param>
    public DefocusBlur(double radius, double sigma, int side, Device device) : base(device)
    {
        var kernel = Disc(radius, sigma);
        var reach = kernel.GetLength(0) / 2;
        var weights = new Dictionary<int, double>[side * side];
        for (var pixel = 0; pixel < weights.Length; pixel++)
        {
            weights[pixel] = [];
            for (var k = 0; k < kernel.Length; k++)
            {
                var (dy, dx) = (k / kernel.GetLength(1), k % kernel.GetLength(1));
                if (kernel[dy, dx] == 0) continue;
                var source = Borders.Reflect101(pixel / side + dy - reach, side) * side + Borders.Reflect101(pixel % side + dx - reach, side);
                weights[pixel][source] = weights[pixel].GetValueOrDefault(source) + kernel[dy, dx];
            }
        }
        _map = new PixelMap(weights, Table, Table);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws) => _map.Apply(levels);

    /// <summary>
    /// Every cell whose centre lies within the radius, on 17 x 17 cells or more, blurred with a 3 x 3 Gaussian (5 x 5 for radii above 8).
    /// </summary>
    internal static double[,] Disc(double radius, double sigma)
    {
        var reach = radius <= SmallRadius ? SmallRadius : (int)radius;
        var soft = Matrices.GaussianLine(sigma, radius <= SmallRadius ? 1 : 2);
        var side = 2 * reach + 1;
        var disc = new double[side, side];
        for (var k = 0; k < disc.Length; k++)
        {
            var (y, x) = (k / side - reach, k % side - reach);
            disc[k / side, k % side] = y * y + x * x <= radius * radius ? 1 : 0;
        }
        var cells = disc.Cast<double>().Sum();
        var kernel = new double[side, side];
        for (var k = 0; k < kernel.Length; k++)
        {
            for (var s = 0; s < soft.Length * soft.Length; s++)
            {
                var (dy, dx) = (s / soft.Length - soft.Length / 2, s % soft.Length - soft.Length / 2);
                var value = disc[Borders.Reflect101(k / side + dy, side), Borders.Reflect101(k % side + dx, side)];
                kernel[k / side, k % side] += value * soft[s / soft.Length] * soft[s % soft.Length] / cells;
            }
        }
        return kernel;
    }
}
