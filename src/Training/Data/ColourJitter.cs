using static TorchSharp.torch;

namespace AdaSapSweep.Training.Data;

/// <summary>
/// Brightness, contrast and saturation of each image changed by factors of its own, in this order, each result clipped to [0, 1]. With g the grey of a pixel
/// (0.299 R + 0.587 G + 0.114 B) and m the mean of g over the image: x b; x c + m (1 - c); x s + g (1 - s). As torchvision's ColorJitter without hue, which
/// also shuffles the order; ours is fixed. Weights that add up to 1 keep grey images grey.
/// </summary>
public static class ColourJitter
{
    private const double Red = 0.299;
    private const double Green = 0.587;
    private const double Blue = 0.114;

    /// <param name="width">Factors lie in [1 - width, 1 + width); width in (0, 1].</param>
    /// <param name="generator">Null: torch's default generator of the device.</param>
    /// <returns>Factors, float32 (3, images): brightness, contrast, saturation.</returns>
    public static Tensor Draw(long images, double width, Device device, Generator? generator = null)
    {
        using var scope = NewDisposeScope();
        return rand([3, images], ScalarType.Float32, device, generator: generator).mul_(2 * width).add_(1 - width).MoveToOuterDisposeScope();
    }

    /// <param name="images">Float (n, 3, side, side) in [0, 1].</param>
    /// <param name="factors">Of <see cref="Draw"/>.</param>
    /// <returns>A new batch of the same shape.</returns>
    public static Tensor Apply(Tensor images, Tensor factors)
    {
        using var scope = NewDisposeScope();
        var of = factors.reshape(3, images.shape[0], 1, 1, 1);
        var bright = images.mul(of[0]).clamp_(0, 1);
        var contrasted = Blend(bright, Grey(bright).mean([1, 2, 3], keepdim: true), of[1]);
        return Blend(contrasted, Grey(contrasted), of[2]).MoveToOuterDisposeScope();
    }

    private static Tensor Blend(Tensor images, Tensor with, Tensor share) => images.sub(with).mul_(share).add_(with).clamp_(0, 1);

    /// <returns>(n, 1, side, side).</returns>
    private static Tensor Grey(Tensor images) =>
        images.narrow(1, 0, 1).mul(Red).add_(images.narrow(1, 1, 1).mul(Green)).add_(images.narrow(1, 2, 1).mul(Blue));
}
