using static TorchSharp.torch;

namespace AdaSapSweep.Training.Corruptions;

/// <summary>Values between pixels.</summary>
internal static class Bilinear
{
    /// <param name="images">float32 (n, channels, side, side).</param>
    /// <param name="y">float64 (n, side, side), in pixels; may lie outside.</param>
    /// <param name="mirrorEdge">Whether the mirror image beyond the border begins with the edge itself (-1 is 0) or after it (-1 is 1).</param>
    public static Tensor Sample(Tensor images, Tensor y, Tensor x, bool mirrorEdge)
    {
        var (n, channels, side) = (images.shape[0], images.shape[1], images.shape[3]);
        var flat = images.reshape(n, channels, side * side);
        var (top, left) = (y.floor(), x.floor());
        var down = y.sub(top).to(ScalarType.Float32).reshape(n, 1, side * side);
        var right = x.sub(left).to(ScalarType.Float32).reshape(n, 1, side * side);
        var rows = new[] { Folded(top, side, mirrorEdge).mul_(side), Folded(top.add(1), side, mirrorEdge).mul_(side) };
        var columns = new[] { Folded(left, side, mirrorEdge), Folded(left.add(1), side, mirrorEdge) };

        Tensor Line(int row)
        {
            using var scope = NewDisposeScope();
            Tensor At(int column) => flat.gather(2, rows[row].add(columns[column]).reshape(n, 1, side * side).expand(n, channels, side * side));
            var first = At(0);
            return At(1).sub_(first).mul_(right).add_(first).MoveToOuterDisposeScope();
        }

        var upper = Line(0);
        return Line(1).sub_(upper).mul_(down).add_(upper).reshape(images.shape);
    }

    private static Tensor Folded(Tensor position, long side, bool mirrorEdge)
    {
        var period = mirrorEdge ? 2 * side : 2 * side - 2;
        var folded = position.remainder(period);
        return folded.minimum(folded.mul(-1).add_(mirrorEdge ? period - 1 : period)).to(ScalarType.Int64);
    }
}
