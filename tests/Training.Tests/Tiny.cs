using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests;

/// <summary>Small networks and images with nothing fresh about them: random batch norms hide no mistake.</summary>
internal static class Tiny
{
    public static readonly InputNormalisation Normalisation = new([0.49, 0.48, 0.45], [0.25, 0.24, 0.26]);

    public static Network Network(string architecture = "resnet8", long seed = 1, ScalarType type = ScalarType.Float64) =>
        Training.Networks.Network.Create(NetworkCatalog.Blueprint(architecture, 10, Normalisation), seed, CPU, type);

    /// <summary>gamma and variance in 0.5..1.5, beta and mean ~ N(0, 0.3); no linear layer is silent.</summary>
    public static Network RandomNetwork(string architecture, long seed, ScalarType type = ScalarType.Float64) =>
        RandomNetwork(NetworkCatalog.Blueprint(architecture, 10, Normalisation), seed, type);

    /// <summary>The same, of a network of the caller's.</summary>
    public static Network RandomNetwork(Blueprint blueprint, long seed, ScalarType type = ScalarType.Float64)
    {
        var network = Training.Networks.Network.Create(blueprint, seed, CPU, type);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        var norms = blueprint.Layers.OfType<BatchNorm>().SelectMany(n => new[] { n.Weight, n.Shift, n.RunningMean, n.RunningVariance }).ToHashSet();
        foreach (var (name, tensor) in network.Parameters.Concat(network.Statistics).Where(t => norms.Contains(t.Key)))
            tensor.copy_(name.EndsWith(".bias", StringComparison.Ordinal) || name.EndsWith("mean", StringComparison.Ordinal)
                ? randn(tensor.shape, type, generator: generator) * 0.3
                : rand(tensor.shape, type, generator: generator) + 0.5);
        // Fresh, these are so small, or zero, that narrow hidden layers are silent.
        foreach (var layer in blueprint.Layers.OfType<Linear>().Where(_ => blueprint.Initialisation.Bias == BiasRule.Zero))
        {
            network.Parameters[layer.Weight].copy_(randn(network.Parameters[layer.Weight].shape, type, generator: generator) * 0.5);
            network.Parameters[layer.Shift].copy_(rand(network.Parameters[layer.Shift].shape, type, generator: generator));
        }
        return network;
    }

    /// <summary>
    /// The network as it is but for its widths, which are cut to a few channels, different from group to group; option A keeps its own,
    /// as they say where its shortcuts lead.
    /// </summary>
    public static Blueprint Narrow(string architecture, string stem = Stems.Cifar)
    {
        var dense = NetworkCatalog.Blueprint(architecture, 10, Normalisation, stem);
        if (dense.Maps.Count > 0) return dense;
        return dense.Groups.Select((g, i) => (g.Name, Kept: 5 + i % 4)).Aggregate(
            dense, (b, g) => b.Without(g.Name, [.. Enumerable.Range(0, b.Widths[g.Name] - g.Kept)]));
    }

    public static Tensor Images(int count, int side, ScalarType type = ScalarType.Float32, long seed = 3)
    {
        using var generator = new Generator((ulong)seed, CPU);
        return rand([count, 3, side, side], type, generator: generator);
    }

    public static Tensor Labels(int count, int classes = 10) => arange(count, ScalarType.Int64).remainder(classes);

    public static int[] Choose(int width, double share, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, width).OrderBy(_ => random.Next()).Take((int)(width * share))];
    }

    public static double RelativeError(Tensor actual, Tensor expected) =>
        ((actual - expected).abs().max() / expected.abs().max()).to(ScalarType.Float64).item<double>();

    public static double[] Numbers(Tensor tensor) => tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
