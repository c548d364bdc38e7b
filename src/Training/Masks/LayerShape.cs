namespace AdaSapSweep.Training.Masks;

/// <summary>A prunable weight tensor: a convolution (4 dimensions) or a linear layer (2).</summary>
public sealed record LayerShape(string Name, IReadOnlyList<long> Dimensions)
{
    public long Count => Dimensions.Aggregate(1L, (product, size) => checked(product * size));
}
