using System.Security.Cryptography;
using System.Text;
using AdaSapSweep.Training.Networks;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// Everything that a stage needs to go on: tensors in named sections (network, momentum, masks, ...), the architecture, and where it
/// stands. A digest over the tensors tells a damaged file from a whole one. No generator states: they are seeded anew each epoch, and
/// what an epoch under way has drawn is drawn again.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const string FactsKey = "checkpoint";
    private const string DigestKey = "tensors_sha256";
    private const char Separator = '/';

    private readonly SafetensorsFile _file;

    private Checkpoint(SafetensorsFile file, CheckpointFacts facts, Blueprint blueprint) =>
        (_file, Facts, Blueprint) = (file, facts, blueprint);

    public CheckpointFacts Facts { get; }

    public Blueprint Blueprint { get; }

    /// <returns>The tensors of a section by name, on the CPU; empty when there is no such section.</returns>
    public Dictionary<string, Tensor> Section(string name) => _file.Tensors
        .Where(t => t.Key.StartsWith(name + Separator, StringComparison.Ordinal))
        .ToDictionary(t => t.Key[(name.Length + 1)..], t => t.Value, StringComparer.Ordinal);

    public static WrittenFile Write(
        string path, CheckpointFacts facts, Blueprint blueprint, IReadOnlyDictionary<string, IReadOnlyDictionary<string, Tensor>> sections)
    {
        using var scope = NewDisposeScope();
        var tensors = sections.SelectMany(s => s.Value.Select(t => (Name: s.Key + Separator + t.Key, t.Value)))
            .ToDictionary(t => t.Name, t => t.Value.detach().cpu().contiguous(), StringComparer.Ordinal);
        var metadata = new Dictionary<string, string>
        {
            [NetworkFile.ArchitectureKey] = ArchitectureJson.Write(blueprint),
            [FactsKey] = facts.ToJson(),
            [DigestKey] = DigestOf(tensors),
        };
        return AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));
    }

    /// <exception cref="InvalidDataException">Not a checkpoint, or damaged.</exception>
    public static Checkpoint Read(string path)
    {
        using var stream = File.OpenRead(path);
        var file = SafetensorsFile.Read(stream);
        try
        {
            if (Metadata(file, DigestKey) != DigestOf(file.Tensors))
                throw new InvalidDataException("the tensors are not those that were written");
            return new Checkpoint(
                file, CheckpointFacts.Read(Metadata(file, FactsKey)), ArchitectureJson.Read(Metadata(file, NetworkFile.ArchitectureKey)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Metadata(SafetensorsFile file, string key) =>
        file.Metadata.TryGetValue(key, out var value) ? value : throw new InvalidDataException($"the checkpoint has no '{key}'");

    /// <param name="tensors">Contiguous, on the CPU.</param>
    private static string DigestOf(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            if (tensor.numel() > 0) hash.AppendData(tensor.bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
