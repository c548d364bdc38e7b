using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>A network's tensors under the names that a PyTorch state dictionary gives them, and back.</summary>
internal static class NetworkTensors
{
    private const string Counter = ".num_batches_tracked";

    /// <returns>Parameters and statistics as they are (not copies), and a counter (int64, scalar) for each batch norm.</returns>
    public static Dictionary<string, Tensor> Of(Network network)
    {
        var tensors = network.Parameters.Concat(network.Statistics).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
        foreach (var norm in network.Blueprint.Layers.OfType<BatchNorm>())
            tensors.Add(norm.Name + Counter, tensor(network.BatchesTracked, ScalarType.Int64));
        return tensors;
    }

    /// <exception cref="InvalidDataException">A tensor is missing, of another shape, or beside those of the blueprint.</exception>
    public static Network Restore(Blueprint blueprint, IReadOnlyDictionary<string, Tensor> tensors, Device device, ScalarType type)
    {
        string[] counters = [.. blueprint.Layers.OfType<BatchNorm>().Select(norm => norm.Name + Counter)];
        var known = TensorDeclaration.Of(blueprint).Select(t => t.Name).Concat(counters).ToHashSet();
        if (tensors.Keys.FirstOrDefault(name => !known.Contains(name)) is { } foreign)
            throw new InvalidDataException($"'{foreign}' is no tensor of this network");
        var network = new Network(blueprint, declared => Take(declared, tensors).to(type).to(device), device, type);
        foreach (var counter in counters)
            if (tensors.TryGetValue(counter, out var count) && count.dtype == ScalarType.Int64 && count.numel() == 1)
                network.BatchesTracked = count.item<long>();
        return network;
    }

    private static Tensor Take(TensorDeclaration declared, IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (!tensors.TryGetValue(declared.Name, out var found)) throw new InvalidDataException($"'{declared.Name}' is missing");
        if (!found.shape.AsSpan().SequenceEqual(declared.Shape))
            throw new InvalidDataException($"'{declared.Name}' has shape [{string.Join(",", found.shape)}], not [{string.Join(",", declared.Shape)}]");
        return found.clone();
    }
}
