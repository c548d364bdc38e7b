namespace AdaSapSweep.Training.Corruptions;

/// <summary>Kernels of the blurs; each sums to 1.</summary>
internal static class BlurKernels
{
    /// <summary>exp(-r^2 / 2 sigma^2) out to four sigma.</summary>
    public static double[,] Gaussian(double sigma) => Gaussian(sigma, (int)(4 * sigma + 0.5));

    /// <summary>A disc (every cell whose centre lies within the radius), softened by a 3 x 3 Gaussian of the given sigma. For radii up to 8.</summary>
    public static double[,] Disc(double radius, double sigma)
    {
        var soft = Gaussian(sigma, 1);
        var reach = (int)radius + 1;
        var side = 2 * reach + 1;
        var cells = 0;
        var kernel = new double[side, side];
        for (var y = -reach; y <= reach; y++)
        {
            for (var x = -reach; x <= reach; x++)
            {
                if (x * x + y * y > radius * radius) continue;
                cells++;
                for (var k = 0; k < 9; k++) kernel[y + reach + k / 3 - 1, x + reach + k % 3 - 1] += soft[k / 3, k % 3];
            }
        }
        for (var k = 0; k < side * side; k++) kernel[k / side, k % side] /= cells;
        return kernel;
    }

    private static double[,] Gaussian(double sigma, int reach)
    {
        var line = new double[2 * reach + 1];
        for (var i = -reach; i <= reach; i++) line[i + reach] = Math.Exp(-0.5 * i * i / (sigma * sigma));
        var sum = line.Sum();
        var kernel = new double[line.Length, line.Length];
        for (var k = 0; k < kernel.Length; k++) kernel[k / line.Length, k % line.Length] = line[k / line.Length] * line[k % line.Length] / (sum * sum);
        return kernel;
    }
}
