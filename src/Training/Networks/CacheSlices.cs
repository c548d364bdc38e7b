using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>
/// How many images at a time go through a narrow network in evaluation mode, where no image depends on another: so many that its largest maps stay in the
/// processor's caches between a layer and the next.
/// </summary>
internal static class CacheSlices
{
    /// <summary>Of the largest map of all images of a slice: two cores' second-level caches of today.</summary>
    private const long MapBytes = 2 << 20;

    /// <summary>Weights are read again for each slice: what has more of them works on a batch as a whole.</summary>
    private const long WeightBytes = 4 << 20;

    private const long Least = 8;

    /// <param name="images">(N, 3, H, W).</param>
    /// <returns>Images in a slice, whatever N is; as many as there may be where slices do not pay.</returns>
    public static long Of(Network network, Tensor images)
    {
        var (blueprint, size) = (network.Blueprint, images.element_size());
        if (network.Device.type != DeviceType.CPU || NetworkCosts.ParametersOf(blueprint) * size > WeightBytes) return long.MaxValue;
        var sides = NetworkCosts.SidesOf(blueprint, (int)images.shape[2], (int)images.shape[3]);
        var map = blueprint.Layers.OfType<Convolution>().Max(conv => (long)blueprint.WidthOf(conv.OutGroup) * sides[conv.Output].Height * sides[conv.Output].Width) * size;
        return Math.Max(Least, MapBytes / map);
    }
}
