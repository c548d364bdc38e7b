using System.Globalization;
using AdaSapSweep.Training.Networks;

namespace AdaSapSweep.Training.Latency;

/// <summary>A layer as far as its time depends on it; layers of the same shape share their measurements.</summary>
/// <param name="Kernel">0: a linear layer.</param>
/// <param name="Side">Pixels of a side of the input.</param>
/// <param name="Inputs">Channels read by the dense network's layer.</param>
/// <param name="Outputs">Channels computed by it.</param>
/// <param name="Columns">Of a linear layer: columns a channel.</param>
internal sealed record LayerShape(int Kernel, int Stride, bool Depthwise, int Side, int Inputs, int Outputs, int Columns)
{
    /// <summary>As <c>conv3-s1-32px-16-32</c>.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Kernel == 0 ? "linear" : Depthwise ? "depthwise" : "conv")}{(Kernel == 0 ? Columns : Kernel)}-s{Stride}-{Side}px-{Inputs}-{Outputs}");

    /// <returns>Null for a layer without weights: its time is counted with the layer that feeds it, or not at all.</returns>
    public static LayerShape? Of(Layer layer, Blueprint blueprint, int side) => layer switch
    {
        Convolution { Depthwise: true } conv => new(conv.Kernel, conv.Stride, true, side, 1, blueprint.DenseWidths[conv.OutGroup], 1),
        Convolution conv => new(conv.Kernel, conv.Stride, false, side, DenseWidth(conv.InGroup, blueprint, 3), blueprint.DenseWidths[conv.OutGroup], 1),
        Linear linear => new(
            0, 1, false, 1, blueprint.DenseWidths[linear.InGroup], DenseWidth(linear.OutGroup, blueprint, blueprint.Classes), linear.ColumnsPerChannel),
        _ => null,
    };

    private static int DenseWidth(string? group, Blueprint blueprint, int otherwise) => group is null ? otherwise : blueprint.DenseWidths[group];
}
