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
    public bool IsParameter => Kind is not (TensorKind.RunningMean or TensorKind.RunningVariance);

    /// <returns>The tensors of a network of this blueprint, in the order of its layers.</returns>
    public static IEnumerable<TensorDeclaration> Of(Blueprint blueprint) => blueprint.Layers.SelectMany(layer => Of(layer, blueprint));

    private static IEnumerable<TensorDeclaration> Of(Layer layer, Blueprint blueprint) => layer switch
    {
        Convolution conv => Weighted(
            conv.Name,
            [blueprint.WidthOf(conv.OutGroup), conv.Depthwise ? 1 : blueprint.WidthOf(conv.InGroup), conv.Kernel, conv.Kernel], conv.Bias),
        BatchNorm norm =>
        [
            new($"{norm.Name}.weight", TensorKind.NormScale, [blueprint.WidthOf(norm.Group)]),
            new($"{norm.Name}.bias", TensorKind.NormShift, [blueprint.WidthOf(norm.Group)]),
            new($"{norm.Name}.running_mean", TensorKind.RunningMean, [blueprint.WidthOf(norm.Group)]),
            new($"{norm.Name}.running_var", TensorKind.RunningVariance, [blueprint.WidthOf(norm.Group)]),
        ],
        Linear linear => Weighted(
            linear.Name,
            [
                linear.OutGroup is null ? blueprint.Classes : blueprint.WidthOf(linear.OutGroup),
                (long)blueprint.WidthOf(linear.InGroup) * linear.ColumnsPerChannel,
            ],
            bias: true),
        _ => [],
    };

    private static IEnumerable<TensorDeclaration> Weighted(string layer, long[] shape, bool bias)
    {
        var fanIn = shape.Skip(1).Aggregate(1L, (product, side) => product * side);
        yield return new($"{layer}.weight", TensorKind.Weight, shape, fanIn);
        if (bias) yield return new($"{layer}.bias", TensorKind.Bias, [shape[0]], fanIn);
    }
}
