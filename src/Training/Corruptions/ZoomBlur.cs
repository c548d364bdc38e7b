using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>The mean of the image and of its central zooms.</summary>
internal sealed class ZoomBlur : ImageOperation
{
    private readonly PixelMap _map;

    /// <param name="count">Zoom factors 1, 1 + step, 1 + 2 step, ...; the first is the image once more.</param>
    public ZoomBlur(int count, double step, int side, Device device) : base(device)
    {
        var weights = new Dictionary<int, double>[side * side];
        for (var pixel = 0; pixel < weights.Length; pixel++) weights[pixel] = new() { [pixel] = 1.0 / (count + 1) };
        // As NumPy's arange steps: 26 pixels times its 1.25 round to 33 for that.
        var stride = (1 + step) - 1;
        for (var k = 0; k < count; k++) Add(weights, Matrices.CentralZoom(side, 1 + k * stride), side, 1.0 / (count + 1));
        _map = new PixelMap(weights, Table, Table);
    }

    public override Tensor Apply(Tensor levels, ImageDraws draws) => _map.Apply(levels);

    private static void Add(Dictionary<int, double>[] weights, double[,] zoom, int side, double share)
    {
        var lines = Enumerable.Range(0, side).Select(y => Enumerable.Range(0, side).Where(s => zoom[y, s] != 0).ToArray()).ToArray();
        for (var pixel = 0; pixel < weights.Length; pixel++)
        {
            var (y, x) = (pixel / side, pixel % side);
            foreach (var row in lines[y])
            {
                foreach (var column in lines[x])
                {
                    var source = row * side + column;
                    weights[pixel][source] = weights[pixel].GetValueOrDefault(source) + share * zoom[y, row] * zoom[x, column];
                }
            }
        }
    }
}
