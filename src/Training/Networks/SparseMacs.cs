namespace AdaSapSweep.Training.Networks;

/// <summary>Multiply-accumulates of a network whose weights are partly zero: each layer's, times its density.</summary>
internal static class SparseMacs
{
    /// <param name="density">Share of a layer's weights that are not zero, in [0, 1], by the layer's name.</param>
    public static double Of(NetworkCosts costs, Func<string, double> density) => costs.Layers.Sum(layer => layer.Macs == 0 ? 0 : layer.Macs * density(layer.Layer));
}
