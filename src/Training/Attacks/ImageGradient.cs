using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>The gradient that an attack follows.</summary>
internal static class ImageGradient
{
    /// <summary>In float16 gradients fall below the smallest numbers, as in training: its scale of 65,536 for a mean over 128 images, for one of them.</summary>
    private const double Float16Scale = 512;

    /// <param name="total">Sum of the images' own losses.</param>
    /// <returns>Of the shape and type of the images. Where float16 overflows it is zero.</returns>
    public static Tensor Of(Tensor total, Tensor images) => Autocast.Current == ScalarType.Float16
        ? autograd.grad([total.mul(Float16Scale)], [images])[0].div(Float16Scale).nan_to_num(0, 0, 0)
        : autograd.grad([total], [images])[0];
}
