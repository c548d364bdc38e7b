using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// A finished network in a file: its tensors, masks under <c>mask.</c> plus the weight's name (uint8), and in the metadata, as JSON, the
/// architecture, which we read, and the layers, which programs read that do not know it: a pruned network has no constructor elsewhere.
/// Further networks lie in it under <c>other.NAME.</c>, their architectures in the metadata.
/// </summary>
public static class NetworkFile
{
    internal const string ArchitectureKey = "architecture";
    internal const string LatencyKey = "latency_table";
    internal const string LayersKey = "layers";
    private const string MaskPrefix = "mask.";
    private const string NotePrefix = "note.";

    /// <param name="masks">By weight; empty for a dense network.</param>
    public static WrittenFile Write(string path, Network network, IReadOnlyDictionary<string, Tensor> masks, NetworkFileExtras? extras = null)
    {
        extras ??= NetworkFileExtras.None;
        using var scope = NewDisposeScope();
        var tensors = NetworkTensors.Of(network);
        foreach (var (name, mask) in masks) tensors.Add(MaskPrefix + name, mask);
        var metadata = new Dictionary<string, string>
        {
            ["format"] = "pt",
            [ArchitectureKey] = ArchitectureJson.Write(network.Blueprint),
            [LayersKey] = LayerListJson.Write(network.Blueprint),
        };
        if (extras.LatencyTable is { } table) metadata.Add(LatencyKey, table);
        foreach (var (name, text) in extras.Notes) metadata.Add(NotePrefix + name, text);
        foreach (var (name, other) in extras.Others)
        {
            var prefix = OtherNetworks.PrefixOf(name);
            metadata.Add(prefix + ArchitectureKey, ArchitectureJson.Write(other.Blueprint));
            foreach (var (part, tensor) in NetworkTensors.Of(other)) tensors.Add(prefix + part, tensor);
        }
        return AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
    }

    /// <returns>The network; masks are left in the file, as their zeros are in the weights.</returns>
    /// <exception cref="InvalidDataException">Not a file of <see cref="Write"/>, or damaged.</exception>
    public static Network Read(string path, Device device, ScalarType type = ScalarType.Float32) =>
        Read(path, "", IsOwn, device, type) ?? throw new InvalidDataException($"'{path}' does not say its architecture");

    /// <param name="name">Of one of <see cref="NetworkFileExtras.Others"/>.</param>
    /// <returns>Null when the file has no such network.</returns>
    /// <exception cref="InvalidDataException">Not a file of <see cref="Write"/>, or damaged.</exception>
    public static Network? ReadOther(string path, string name, Device device, ScalarType type = ScalarType.Float32)
    {
        var prefix = OtherNetworks.PrefixOf(name);
        return Read(path, prefix, tensor => tensor.StartsWith(prefix, StringComparison.Ordinal), device, type);
    }

    /// <returns><see cref="NetworkFileExtras.Notes"/> of the file.</returns>
    /// <exception cref="InvalidDataException">Not a file of <see cref="Write"/>, or damaged.</exception>
    public static IReadOnlyDictionary<string, string> NotesOf(string path)
    {
        using var stream = File.OpenRead(path);
        return SafetensorsFile.MetadataOf(stream).Where(m => m.Key.StartsWith(NotePrefix, StringComparison.Ordinal))
            .ToDictionary(m => m.Key[NotePrefix.Length..], m => m.Value, StringComparer.Ordinal);
    }

    private static Network? Read(string path, string prefix, Func<string, bool> isPart, Device device, ScalarType type)
    {
        using var stream = File.OpenRead(path);
        using var file = SafetensorsFile.Read(stream);
        using var scope = NewDisposeScope();
        if (!file.Metadata.TryGetValue(prefix + ArchitectureKey, out var architecture)) return null;
        var tensors = file.Tensors.Where(t => isPart(t.Key)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value, StringComparer.Ordinal);
        return NetworkTensors.Restore(ArchitectureJson.Read(architecture), tensors, device, type);
    }

    private static bool IsOwn(string tensor) =>
        !tensor.StartsWith(MaskPrefix, StringComparison.Ordinal) && !tensor.StartsWith(OtherNetworks.Prefix, StringComparison.Ordinal);
}
