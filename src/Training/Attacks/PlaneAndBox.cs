using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Smallest shift, in linf or l2, that brings points of the unit cube onto a hyperplane without leaving the cube (FAB; Croce and Hein, ICML 2020).</summary>
internal static class PlaneAndBox
{
    /// <summary>Weights below it do not count in l2.</summary>
    private const double SmallestWeight = 1e-8;

    private const double SmallestSlope = 1e-30;

    /// <summary>A level that uses up all room: finite, as 0 times it must be 0.</summary>
    private const double OutOfReach = 1e25;

    /// <param name="points">(n, d) in [0, 1].</param>
    /// <param name="weights">(n, d): the planes' normals; all zero: the shift is 0.</param>
    /// <param name="excess">(n): product of weights and point less that of the plane.</param>
    /// <returns>Shifts (n, d). Where the plane does not meet the cube, every coordinate with a weight goes to the bound on the plane's side.</returns>
    public static Tensor Shift(Ball ball, Tensor points, Tensor weights, Tensor excess)
    {
        using var scope = NewDisposeScope();
        var side = excess.ge(0).to(points.dtype).mul(2).sub(1).unsqueeze(1);
        var (toward, size) = (weights.mul(side).sign(), weights.abs());
        var room = where(toward.gt(0), points, points.neg().add(1));
        // The shift is min(level rate, room): equally long everywhere in linf, in proportion to the weight in l2.
        if (!ball.IsLInf) size = size.mul(size.ge(SmallestWeight));
        var rate = ball.IsLInf ? ones_like(size) : size;
        var level = Level(room, rate, size, excess.abs().unsqueeze(1));
        return toward.neg().mul(level.mul(rate).minimum(room)).MoveToOuterDisposeScope();
    }

    /// <summary>(n, 1): solves sum of size min(level rate, room) = excess, a sum that bends where a coordinate's room is used up.</summary>
    private static Tensor Level(Tensor room, Tensor rate, Tensor size, Tensor excess)
    {
        var (bends, order) = room.div(rate).masked_fill(rate.eq(0), 0).sort(1);
        var none = zeros_like(excess);
        var used = cat([none, size.mul(room).gather(1, order).cumsum(1)], 1);
        var slope = cat([size.mul(rate).gather(1, order).flip(1).cumsum(1).flip(1), none], 1);
        var atBend = used.narrow(1, 1, bends.shape[1]).add(bends.mul(slope.narrow(1, 1, bends.shape[1])));
        var usedUp = atBend.lt(excess).to(ScalarType.Int64).sum(dim: 1, keepdim: true);
        var level = excess.sub(used.gather(1, usedUp)).div(slope.gather(1, usedUp).clamp_min(SmallestSlope));
        return level.masked_fill(usedUp.eq(bends.shape[1]), OutOfReach);
    }
}
