using TorchSharp;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Networks;

/// <summary>How maps (N, C, H, W) lie in memory. TorchSharp has no call for torch's channels-last format, but views by its strides are it.</summary>
internal static class MapLayout
{
    /// <summary>Filters from which a processor's convolution of 3 x 3 or more is faster on maps that lie channel by channel: measured, see docs/performance.md.</summary>
    private const int Wide = 512;

    /// <returns>The maps with the channels of a pixel side by side: themselves where they lie so, else a copy.</returns>
    public static Tensor ChannelsLast(Tensor maps) => maps.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    /// <returns>The place of the first layer from which on maps lie channel by channel again; the number of layers where there is none.</returns>
    public static int FirstWide(Blueprint blueprint, Device device)
    {
        var layers = blueprint.Layers;
        if (device.type != DeviceType.CPU) return layers.Length;
        for (var l = 0; l < layers.Length; l++)
            if (layers[l] is Convolution { Kernel: > 1, Depthwise: false } conv && blueprint.WidthOf(conv.OutGroup) >= Wide) return l;
        return layers.Length;
    }

    /// <returns>The maps with each channel's pixels side by side: themselves where they lie so, else a copy, whose gradient lies as the maps do.</returns>
    public static Tensor ChannelsFirst(Tensor maps)
    {
        if (maps.is_contiguous()) return maps;
        // A copy alone would hand its gradient on as that comes. A mean over one pixel is that pixel, and its gradient is laid out like its input.
        using var pinned = maps.requires_grad ? nn.functional.avg_pool2d(maps, 1) : maps.alias();
        return pinned.contiguous();
    }

    /// <returns>Every stride-th pixel of both directions, a view. Its gradient lies as the maps do: of a mixture each later operation would be several times slower.</returns>
    public static Tensor Pixels(Tensor maps, int stride) => maps.is_contiguous()
        ? maps.slice(2, 0, maps.shape[2], stride).slice(3, 0, maps.shape[3], stride)
        : maps.permute(0, 2, 3, 1).slice(1, 0, maps.shape[2], stride).slice(2, 0, maps.shape[3], stride).permute(0, 3, 1, 2);

    /// <returns>The mean of each map, (N, C).</returns>
    public static Tensor Means(Tensor maps) => maps.is_contiguous()
        ? maps.mean([2, 3])
        : nn.functional.avg_pool2d(maps, [maps.shape[2], maps.shape[3]]).flatten(1);
}
