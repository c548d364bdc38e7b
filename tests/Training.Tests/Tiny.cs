using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests;

/// <summary>Small networks and images with nothing fresh about them: random batch norms hide no mistake.</summary>
internal static class Tiny
{
    public static readonly InputNormalisation Normalisation = new([0.49, 0.48, 0.45], [0.25, 0.24, 0.26]);

    public static Network Network(string architecture = "resnet8", long seed = 1, ScalarType type = ScalarType.Float64) =>
        Training.Networks.Network.Create(NetworkCatalog.Blueprint(architecture, 10, Normalisation), seed, CPU, type);

    /// <summary>gamma and variance in 0.5..1.5, beta and mean ~ N(0, 0.3).</summary>
    public static Network RandomNetwork(string architecture, long seed, ScalarType type = ScalarType.Float64)
    {
        var network = Network(architecture, seed, type);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator((ulong)seed, CPU);
        foreach (var (name, tensor) in network.Parameters.Concat(network.Statistics).Where(t => t.Key.Contains("bn", StringComparison.Ordinal)))
            tensor.copy_(name.EndsWith(".bias", StringComparison.Ordinal) || name.EndsWith("mean", StringComparison.Ordinal)
                ? randn(tensor.shape, type, generator: generator) * 0.3
                : rand(tensor.shape, type, generator: generator) + 0.5);
        return network;
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
        ((actual - expected).abs().max() / expected.abs().max()).item<double>();

    public static double[] Numbers(Tensor tensor) => tensor.detach().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}
