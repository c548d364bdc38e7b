using AdaSapSweep.Training.Corruptions;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Random starts of APGD.</summary>
internal static class AttackStarts
{
    /// <summary>
    /// Uniform, scaled so that one value lies at the border, in linf; a normal direction, on the sphere, in l2; then clipped to [0, 1].
    /// </summary>
    public static Tensor Apgd(Ball ball, Tensor images, ImageDraws draws)
    {
        using var scope = NewDisposeScope();
        var offsets = ball.IsLInf ? Uniform(draws, images).mul(2).sub(1) : Normal(draws, images);
        return images.add(offsets.div(ball.Size(offsets).add(Ball.Tiny).reshape(-1, 1, 1, 1)).mul(ball.Epsilon)).clamp_(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>In [0, 1), in steps of 2^-24, of the shape of the images.</summary>
    public static Tensor Uniform(ImageDraws draws, Tensor images) =>
        draws.Bits32(images.shape.AsSpan(1)).bitwise_right_shift(tensor(8L)).to(images.dtype).mul(1.0 / (1 << 24));

    private static Tensor Normal(ImageDraws draws, Tensor images) =>
        tensor(NormalTable.Scaled(1), ScalarType.Float32).to(images.dtype).to(images.device).take(draws.Bits16(images.shape.AsSpan(1)));
}
