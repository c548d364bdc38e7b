namespace AdaSapSweep.Training.Networks;

/// <summary>What a tensor of a network is.</summary>
public enum TensorKind
{
    Weight,
    Bias,
    NormScale,
    NormShift,
    RunningMean,
    RunningVariance,
}

/// <summary>Name and shape of a tensor that a network must have.</summary>
/// <param name="FanIn">Inputs that one output sums over; 0 for batch norm.</param>
public sealed record TensorDeclaration(string Name, TensorKind Kind, long[] Shape, long FanIn = 0)
{
    /// <summary>Outputs that one input reaches, as frameworks count them: a depthwise convolution's groups are not taken out.</summary>
    public long FanOut => Shape[0] * Shape.Skip(2).Aggregate(1L, (product, side) => product * side);

    public bool IsParameter => Kind is not (TensorKind.RunningMean or TensorKind.RunningVariance);

    /// <returns>The tensors of a network of this blueprint, in the order of its layers.</returns>
    public static IEnumerable<TensorDeclaration> Of(Blueprint blueprint) => blueprint.Layers.SelectMany(layer => Of(layer, blueprint));

    private static IEnumerable<TensorDeclaration> Of(Layer layer, Blueprint blueprint) => layer switch
    {
        Convolution conv => Weighted(
            conv,
            [blueprint.WidthOf(conv.OutGroup), conv.Depthwise ? 1 : blueprint.WidthOf(conv.InGroup), conv.Kernel, conv.Kernel], conv.Bias),
        BatchNorm norm =>
        [
            new(norm.Weight, TensorKind.NormScale, [blueprint.WidthOf(norm.Group)]),
            new(norm.Shift, TensorKind.NormShift, [blueprint.WidthOf(norm.Group)]),
            new(norm.RunningMean, TensorKind.RunningMean, [blueprint.WidthOf(norm.Group)]),
            new(norm.RunningVariance, TensorKind.RunningVariance, [blueprint.WidthOf(norm.Group)]),
        ],
        Linear linear => Weighted(
            linear,
            [
                linear.OutGroup is null ? blueprint.Classes : blueprint.WidthOf(linear.OutGroup),
                (long)blueprint.WidthOf(linear.InGroup) * linear.ColumnsPerChannel,
            ],
            bias: true),
        _ => [],
    };

    private static IEnumerable<TensorDeclaration> Weighted(WeightedLayer layer, long[] shape, bool bias)
    {
        var fanIn = shape.Skip(1).Aggregate(1L, (product, side) => product * side);
        yield return new(layer.Weight, TensorKind.Weight, shape, fanIn);
        if (bias) yield return new(layer.Shift, TensorKind.Bias, [shape[0]], fanIn);
    }
}
