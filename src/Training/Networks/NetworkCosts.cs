namespace AdaSapSweep.Training.Networks;

/// <param name="Parameters">Trainable ones.</param>
/// <param name="Macs">Multiply-accumulates of one image's forward pass; those of convolutions and linear layers only.</param>
public readonly record struct LayerCost(string Layer, long Parameters, long Macs);

/// <summary>
/// What a network costs by the usual conventions: parameters are trainable (no running statistics, no input normalisation); a MAC is
/// counted once, so a source that counts FLOPs as two operations prints twice as much.
/// </summary>
public sealed record NetworkCosts(IReadOnlyList<LayerCost> Layers)
{
    public long Parameters => Layers.Sum(l => l.Parameters);

    public long Macs => Layers.Sum(l => l.Macs);

    /// <param name="height">Pixels of the input.</param>
    /// <param name="width">Pixels of the input.</param>
    public static NetworkCosts Of(Blueprint blueprint, int height, int width)
    {
        var sides = SidesOf(blueprint, height, width);
        var costs = blueprint.Layers.Select(layer => CostOf(layer, blueprint, sides[layer.Output]));
        return new NetworkCosts([.. costs.Where(c => c.Parameters > 0)]);
    }

    /// <returns>Pixels of each value of the network.</returns>
    internal static Dictionary<int, (int Height, int Width)> SidesOf(Blueprint blueprint, int height, int width)
    {
        var sizes = new Dictionary<int, (int Height, int Width)> { [0] = (height, width) };
        foreach (var layer in blueprint.Layers)
        {
            var size = sizes[layer.Input];
            sizes[layer.Output] = layer switch
            {
                Convolution conv => (Strided(size.Height, conv), Strided(size.Width, conv)),
                MaxPool pool => ((int)pool.SideAfter(size.Height), (int)pool.SideAfter(size.Width)),
                GlobalAverage => (1, 1),
                AdaptiveAverage grid => (grid.Side, grid.Side),
                _ => size,
            };
        }
        return sizes;
    }

    /// <summary>Trainable parameters alone: they do not depend on the input size.</summary>
    public static long ParametersOf(Blueprint blueprint) => blueprint.Layers.Sum(l => CostOf(l, blueprint, (1, 1)).Parameters);

    private static LayerCost CostOf(Layer layer, Blueprint blueprint, (int Height, int Width) output)
    {
        switch (layer)
        {
            case Convolution conv:
                long rows = blueprint.WidthOf(conv.OutGroup), columns = conv.Depthwise ? 1 : blueprint.WidthOf(conv.InGroup);
                var weights = rows * columns * conv.Kernel * conv.Kernel;
                return new LayerCost(layer.Name, weights + (conv.Bias ? rows : 0), weights * output.Height * output.Width);
            case BatchNorm norm:
                return new LayerCost(layer.Name, 2L * blueprint.WidthOf(norm.Group), 0);
            case Linear linear:
                long units = linear.OutGroup is null ? blueprint.Classes : blueprint.WidthOf(linear.OutGroup);
                var inputs = (long)blueprint.WidthOf(linear.InGroup) * linear.ColumnsPerChannel;
                return new LayerCost(layer.Name, units * (inputs + 1), units * inputs);
            default:
                return new LayerCost(layer.Name, 0, 0);
        }
    }

    private static int Strided(int side, Convolution conv) => (side + 2 * (conv.Kernel / 2) - conv.Kernel) / conv.Stride + 1;
}
