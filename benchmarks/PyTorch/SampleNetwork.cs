using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Benchmarks.PyTorch;

/// <summary>A network with nothing fresh about it: random batch norms, and two fifths of every group's channels cut out at random.</summary>
internal static class SampleNetwork
{
    private const double CutShare = 0.4;

    public static Network Create(string architecture, string stem, bool cut)
    {
        var normalisation = new InputNormalisation([0.49, 0.48, 0.45], [0.25, 0.24, 0.26]);
        var network = Network.Create(NetworkCatalog.Blueprint(architecture, 10, normalisation, stem), 1, CPU);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var generator = new Generator(2, CPU);
        foreach (var norm in network.Blueprint.Layers.OfType<BatchNorm>())
            foreach (var (part, fill) in Fills)
            {
                var tensor = network.Parameters.GetValueOrDefault($"{norm.Name}.{part}") ?? network.Statistics[$"{norm.Name}.{part}"];
                tensor.copy_(fill(tensor.shape, generator));
            }
        if (cut) ChannelSurgery.Remove(network, network.Blueprint.Groups.ToDictionary(g => g.Name, g => Chosen(network.Blueprint.Widths[g.Name], g.Name.Length)));
        return network;
    }

    private static readonly (string Part, Func<long[], Generator, Tensor> Fill)[] Fills =
    [
        ("weight", (shape, generator) => rand(shape, generator: generator) + 0.5),
        ("bias", (shape, generator) => randn(shape, generator: generator) * 0.3),
        ("running_mean", (shape, generator) => randn(shape, generator: generator) * 0.3),
        ("running_var", (shape, generator) => rand(shape, generator: generator) + 0.5),
    ];

    private static IReadOnlyCollection<int> Chosen(int width, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, width).OrderBy(_ => random.Next()).Take((int)(width * CutShare))];
    }
}
