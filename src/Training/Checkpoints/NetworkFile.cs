using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// A finished network in a file: its tensors, masks under <c>mask.</c> plus the weight's name (uint8), and in the metadata, as JSON, the
/// architecture, which we read, and the layers, which programs read that do not know it: a pruned network has no constructor elsewhere.
/// </summary>
public static class NetworkFile
{
    internal const string ArchitectureKey = "architecture";
    internal const string LatencyKey = "latency_table";
    internal const string LayersKey = "layers";
    private const string MaskPrefix = "mask.";

    /// <param name="masks">By weight; empty for a dense network.</param>
    /// <param name="latencyTable">JSON of the times that channels were cut by; null: they were cut by something else.</param>
    public static WrittenFile Write(string path, Network network, IReadOnlyDictionary<string, Tensor> masks, string? latencyTable = null)
    {
        using var scope = NewDisposeScope();
        var tensors = NetworkTensors.Of(network);
        foreach (var (name, mask) in masks) tensors.Add(MaskPrefix + name, mask);
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            [ArchitectureKey] = ArchitectureJson.Write(network.Blueprint),
            [LayersKey] = LayerListJson.Write(network.Blueprint),
        };
        if (latencyTable is not null) metadata.Add(LatencyKey, latencyTable);
        return AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
    }

    /// <returns>The network; masks are left in the file, as their zeros are in the weights.</returns>
    /// <exception cref="InvalidDataException">Not a file of <see cref="Write"/>, or damaged.</exception>
    public static Network Read(string path, Device device, ScalarType type = ScalarType.Float32)
    {
        using var stream = File.OpenRead(path);
        using var file = SafetensorsFile.Read(stream);
        using var scope = NewDisposeScope();
        if (!file.Metadata.TryGetValue(ArchitectureKey, out var architecture))
            throw new InvalidDataException($"'{path}' does not say its architecture");
        var tensors = file.Tensors.Where(t => !t.Key.StartsWith(MaskPrefix, StringComparison.Ordinal)).ToDictionary(t => t.Key, t => t.Value);
        return NetworkTensors.Restore(ArchitectureJson.Read(architecture), tensors, device, type);
    }
}
