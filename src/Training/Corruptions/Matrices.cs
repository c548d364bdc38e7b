namespace AdaSapSweep.Training.Corruptions;

/// <summary>Linear maps of one side of an image, borders included: (new side, side), weights in multiples of 2^-16, rows that sum to 1.</summary>
internal static class Matrices
{
    /// <summary>exp(-r^2 / 2 sigma^2) out to <paramref name="truncate"/> sigma.</summary>
    public static double[,] Gaussian(int side, double sigma, double truncate, Func<int, int, int> border)
    {
        var reach = (int)(truncate * sigma + 0.5);
        var line = Dyadic.Round(GaussianLine(sigma, reach));
        var matrix = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var i = -reach; i <= reach; i++) matrix[y, border(y + i, side)] += line[i + reach];
        }
        return matrix;
    }

    /// <summary>Sums to 1; not yet rounded.</summary>
    public static double[] GaussianLine(double sigma, int reach)
    {
        var line = new double[2 * reach + 1];
        for (var i = -reach; i <= reach; i++) line[i + reach] = i == 0 ? 1 : Math.Exp(-0.5 * i * i / (sigma * sigma));
        var sum = line.Sum();
        return Array.ConvertAll(line, weight => weight / sum);
    }

    /// <summary>Crop of the central ceil(side/factor), enlarged by the factor linearly, trimmed to the side again.</summary>
    public static double[,] CentralZoom(int side, double factor)
    {
        var crop = (int)Math.Ceiling(side / factor);
        var enlarged = (int)Math.Round(crop * factor, MidpointRounding.ToEven);
        var (top, trim) = ((side - crop) / 2, (enlarged - side) / 2);
        var matrix = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            var position = enlarged == 1 ? 0 : (y + trim) * (double)(crop - 1) / (enlarged - 1);
            var below = Math.Min((int)position, crop - 1);
            var share = Dyadic.Round(position - below);
            matrix[y, top + below] += 1 - share;
            if (share > 0) matrix[y, top + below + 1] += share;
        }
        return matrix;
    }
}
