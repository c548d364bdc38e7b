using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>
/// Motion blur in the plain form of bethgelab/imagecorruptions: a one-sided kernel exp(-i^2 / 2 sigma^2), i = 0..2 radius, along a direction that
/// each image draws from 4,096 evenly spread ones; whole pixel steps, edges repeated.
/// </summary>
internal sealed class MotionPaths
{
    private const int AngleBits = 12;
    private readonly int _side;
    private readonly double[] _kernel;
    private readonly Tensor _down;
    private readonly Tensor _right;
    private readonly Tensor _line;

    /// <param name="low">Least angle, degrees.</param>
    /// <param name="indices">Where the tables are kept.</param>
    public MotionPaths(int radius, double sigma, double low, double high, int side, Func<long[], long[], Tensor> indices)
    {
        _side = side;
        _kernel = Kernel(radius, sigma);
        var angles = 1 << AngleBits;
        var (down, right) = (new long[_kernel.Length * angles], new long[_kernel.Length * angles]);
        for (var cell = 0; cell < down.Length; cell++)
        {
            var (i, angle) = (cell / angles, (low + (high - low) * (cell % angles + 0.5) / angles) * Math.PI / 180);
            down[cell] = (long)Math.Ceiling(i * Math.Sin(angle) - 0.5);
            right[cell] = (long)Math.Ceiling(i * Math.Cos(angle) - 0.5);
        }
        _down = indices(down, [_kernel.Length, angles]);
        _right = indices(right, [_kernel.Length, angles]);
        _line = indices([.. Enumerable.Range(0, side).Select(i => (long)i)], [1, side]);
    }

    /// <summary>Weights in multiples of 2^-16, without those that are zero.</summary>
    public static double[] Kernel(int radius, double sigma)
    {
        var line = Enumerable.Range(0, 2 * radius + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma))).ToArray();
        var sum = line.Sum();
        return [.. Dyadic.Round(Array.ConvertAll(line, weight => weight / sum)).TakeWhile(weight => weight > 0)];
    }

    /// <param name="levels">float32 (n, channels, side, side), whole numbers.</param>
    public Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var (n, channels, pixels) = (levels.shape[0], levels.shape[1], (long)_side * _side);
        var angle = draws.Bits16(1).bitwise_right_shift(tensor(16L - AngleBits)).reshape(n);
        var (down, right) = (_down.index_select(1, angle), _right.index_select(1, angle));
        var flat = levels.reshape(n, channels, pixels);
        var sum = flat.mul(_kernel[0]);
        for (var i = 1; i < _kernel.Length; i++)
        {
            using var scope = NewDisposeScope();
            var rows = _line.add(down.select(0, i).unsqueeze(1)).clamp_(0, _side - 1).mul_(_side);
            var columns = _line.add(right.select(0, i).unsqueeze(1)).clamp_(0, _side - 1);
            var places = rows.unsqueeze(2).add(columns.unsqueeze(1)).reshape(n, 1, pixels).expand(n, channels, pixels);
            sum.add_(flat.gather(2, places).mul_(_kernel[i]));
        }
        return sum.reshape(levels.shape);
    }
}
