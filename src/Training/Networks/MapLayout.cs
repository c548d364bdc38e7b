using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>How maps (N, C, H, W) lie in memory. TorchSharp has no call for torch's channels-last format, but views by its strides are it.</summary>
internal static class MapLayout
{
    /// <returns>The maps with the channels of a pixel side by side: themselves where they lie so, else a copy.</returns>
    public static Tensor ChannelsLast(Tensor maps) => maps.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <returns>Every stride-th pixel of both directions, a view. Its gradient lies as the maps do: of a mixture each later operation would be several times slower.</returns>
    public static Tensor Pixels(Tensor maps, int stride) => maps.is_contiguous()
        ? maps.slice(2, 0, maps.shape[2], stride).slice(3, 0, maps.shape[3], stride)
        : maps.permute(0, 2, 3, 1).slice(1, 0, maps.shape[2], stride).slice(2, 0, maps.shape[3], stride).permute(0, 3, 1, 2);

    /// <returns>The mean of each map, (N, C).</returns>
    public static Tensor Means(Tensor maps) => maps.is_contiguous()
        ? maps.mean([2, 3])
        : nn.functional.avg_pool2d(maps, [maps.shape[2], maps.shape[3]]).flatten(1);
}
