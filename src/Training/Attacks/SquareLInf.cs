using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Square in linf: vertical stripes at first, then windows of one colour; every pixel lies at the border of the ball, or of [0, 1].</summary>
internal static class SquareLInf
{
    public static Tensor Start(Tensor images, Ball ball, SquareDraws draws) =>
        images.add(draws.Signs(images.dtype, images.shape[1], 1, images.shape[3]).mul(ball.Epsilon)).clamp_(0, 1);

    public static Tensor Change(Tensor images, Tensor current, Ball ball, long side, SquareDraws draws)
    {
        var row = draws.Position(images.shape[2] - side + 1);
        var column = draws.Position(images.shape[3] - side + 1);
        var colour = draws.Signs(images.dtype, images.shape[1], 1, 1).mul(ball.Epsilon);
        var window = Within(row, side, images.shape[2]).unsqueeze(2).logical_and(Within(column, side, images.shape[3]).unsqueeze(1)).unsqueeze(1);
        return where(window, images.add(colour), current).clamp_(0, 1);
    }

    /// <summary>bool (n, length): true from the first place on, for as long as the side.</summary>
    private static Tensor Within(Tensor first, long side, long length)
    {
        var places = arange(length, ScalarType.Int64, first.device).unsqueeze(0).sub(first.unsqueeze(1));
        return places.ge(0).logical_and(places.lt(side));
    }
}
