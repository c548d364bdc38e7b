using AdaSapSweep.Training.Corruptions;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Random choices of Square, for each image of a batch its own.</summary>
internal abstract class SquareDraws
{
    /// <summary>-1 or 1: (n, shape).</summary>
    public abstract Tensor Signs(ScalarType type, params long[] shape);

    /// <summary>One of 0 .. choices - 1: int64 (n).</summary>
    public abstract Tensor Position(long choices);

    /// <summary>bool (n).</summary>
    public abstract Tensor Coin();

    /// <summary>For some of the images from here on.</summary>
    public abstract SquareDraws At(Tensor places, Held held);
}

/// <summary>Draws that follow from the seed and the number of the image alone, whatever the batch and the device.</summary>
internal sealed class CountedSquareDraws(ImageDraws draws) : SquareDraws
{
    public override Tensor Signs(ScalarType type, params long[] shape) => draws.Bits32(shape).bitwise_and(tensor(1L)).mul(2).sub(1).to(type);

    public override Tensor Position(long choices) => draws.Bits32(1).squeeze(1).mul(choices).bitwise_right_shift(tensor(32L));

    public override Tensor Coin() => draws.Bits32(1).squeeze(1).bitwise_and(tensor(1L)).eq(1);

    public override SquareDraws At(Tensor places, Held held) => new CountedSquareDraws(draws.At(places, held.Keep));
}
