using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Adds a plasma fractal of each image's own and dims the sum, so that the brightest value stays about where it was.</summary>
internal sealed class Fog(double thickness, double decay, Device device) : ImageOperation(device)
{
    private const double FirstWibble = 100;
    private const double Whole = 1L << 32;

    public override Tensor Apply(Tensor levels, ImageDraws draws)
    {
        var side = levels.shape[3];
        var plasma = Plasma(levels, draws).narrow(1, 0, side).narrow(2, 0, side).unsqueeze(1);
        var brightest = levels.amax(new long[] { 1, 2, 3 }, true).to(ScalarType.Float64);
        return plasma.mul(255 * thickness).add(levels).mul_(brightest.div(brightest.add(255 * thickness)));
    }

    /// <summary>Diamond-square on a map that repeats, in [0, 1]: (n, size, size), size the power of two from the side on.</summary>
    private Tensor Plasma(Tensor levels, ImageDraws draws)
    {
        long size = 2;
        while (size < levels.shape[3]) size *= 2;
        var map = zeros(new[] { levels.shape[0], size, size }, ScalarType.Float64, Device);
        var wibble = FirstWibble;
        for (var step = size; step >= 2; step /= 2, wibble /= decay)
        {
            using var scope = NewDisposeScope();
            var (corners, centres) = (Every(map, 0, 0, step), Every(map, step / 2, step / 2, step));
            var columns = corners.add(corners.roll(-1, 1));
            centres.copy_(Wibbled(columns.add(columns.roll(-1, 2)), wibble, draws));
            var upwards = centres.add(centres.roll(1, 1)).add_(corners).add_(corners.roll(-1, 2));
            Every(map, 0, step / 2, step).copy_(Wibbled(upwards, wibble, draws));
            var sidewards = centres.add(centres.roll(1, 2)).add_(corners).add_(corners.roll(-1, 1));
            Every(map, step / 2, 0, step).copy_(Wibbled(sidewards, wibble, draws));
        }
        var lowest = map.amin(new long[] { 1, 2 }, true);
        return map.sub(lowest).div_(map.amax(new long[] { 1, 2 }, true).sub(lowest));
    }

    private static Tensor Every(Tensor map, long top, long left, long step) =>
        map.slice(1, top, map.shape[1], step).slice(2, left, map.shape[2], step);

    /// <summary>A quarter of the sum plus wibble U(-wibble, wibble).</summary>
    private static Tensor Wibbled(Tensor sum, double wibble, ImageDraws draws)
    {
        var random = draws.Bits32(sum.shape.AsSpan(1)).to(ScalarType.Float64).mul_(2 / Whole).sub_(1);
        return sum.div(4).add_(random.mul_(wibble * wibble));
    }
}
