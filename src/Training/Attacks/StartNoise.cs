using AdaSapSweep.Training.Data;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Attacks;

/// <summary>Draws for the random start of an attack that are the image's own, whatever batch it comes in and whatever the device.</summary>
internal static class StartNoise
{
    /// <param name="first">Number of the first image.</param>
    /// <param name="images">float (n, 3, h, w).</param>
    /// <returns>Uniform in [0, 1), of the shape and on the device of the images.</returns>
    public static Tensor Of(long seed, int first, Tensor images)
    {
        var size = (int)(images.numel() / images.shape[0]);
        var draws = new float[images.numel()];
        for (var i = 0; i < draws.Length; i += size)
        {
            var random = SplitMix64.For(seed, first + i / size);
            for (var k = i; k < i + size; k++) draws[k] = (random.Next() >> 40) * (1f / (1 << 24));
        }
        using var scope = NewDisposeScope();
        return tensor(draws, images.shape, ScalarType.Float32).to(images.device).MoveToOuterDisposeScope();
    }
}
