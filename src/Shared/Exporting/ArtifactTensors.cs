using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Shared.Exporting;

/// <summary>The file that a training stage left, opened once its bytes are known to be those that were recorded.</summary>
internal sealed class ArtifactTensors : IDisposable
{
    private const string MaskPrefix = "mask.";
    private const string OtherPrefix = "other.";
    private const string ParameterType = "F32";
    private static readonly string[] Statistics = [".running_mean", ".running_var"];

    private readonly FileStream _file;

    private ArtifactTensors(FileStream file, TensorHeader header) => (_file, Header) = (file, header);

    public TensorHeader Header { get; }

    public bool HasMasks => Header.Tensors.Any(IsMask);

    /// <summary>Trainable ones: all numbers but statistics, counters and masks.</summary>
    public long Parameters => Header.Tensors
        .Where(t => !IsMask(t) && !IsOther(t) && t.Type == ParameterType && !Statistics.Any(s => t.Name.EndsWith(s, StringComparison.Ordinal))).Sum(t => t.Count);

    /// <param name="what">How the trial is called in the message.</param>
    /// <exception cref="ExportRefusedException">The file is not there, or not the one that was recorded.</exception>
    public static ArtifactTensors Open(string path, ArtifactRecord recorded, string what)
    {
        if (!File.Exists(path))
            throw new ExportRefusedException($"{what}: its weights '{path}' are not there; put the folder back, or run the sweep into another store");
        var file = File.OpenRead(path);
        try
        {
            if (file.Length != recorded.Bytes || Convert.ToHexStringLower(SHA256.HashData(file)) != recorded.Sha256)
                throw new ExportRefusedException($"{what}: '{path}' is not the file that was recorded; restore a copy, or run the sweep into another store");
            file.Position = 0;
            var tensors = new ArtifactTensors(file, TensorHeader.Read(file));
            tensors.RequireMaskedWeightsToBeZero(what);
            return tensors;
        }
        catch (InvalidDataException error)
        {
            file.Dispose();
            throw new ExportRefusedException($"{what}: '{path}': {error.Message}", error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the tensors as a file of their own, with the metadata that they had.</summary>
    /// <param name="withMasks">Masks go out too, as <c>mask.</c> plus the weight's name (U8: 1 kept, 0 zero).</param>
    public void CopyTo(Stream target, bool withMasks)
    {
        Predicate<TensorPlace> kept = t => !IsOther(t) && (withMasks || !IsMask(t));
        var metadata = Header.Metadata.RemoveRange(Header.Metadata.Keys.Where(key => key.StartsWith(OtherPrefix, StringComparison.Ordinal)));
        target.Write((Header with { Metadata = metadata }).With(kept).Write());
        foreach (var tensor in Header.Tensors.Where(t => kept(t))) target.Write(BytesOf(tensor));
    }

    public void Dispose() => _file.Dispose();

    private static bool IsMask(TensorPlace tensor) => tensor.Name.StartsWith(MaskPrefix, StringComparison.Ordinal);

    /// <summary>Of a further network in the file: none of them is the trial's last one.</summary>
    private static bool IsOther(TensorPlace tensor) => tensor.Name.StartsWith(OtherPrefix, StringComparison.Ordinal);

    private void RequireMaskedWeightsToBeZero(string what)
    {
        var byName = Header.Tensors.ToImmutableDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var place in Header.Tensors.Where(IsMask))
        {
            var weight = byName.GetValueOrDefault(place.Name[MaskPrefix.Length..]);
            if (weight is not { Type: ParameterType } || weight.Count != place.Count)
                throw new ExportRefusedException($"{what}: mask '{place.Name}' fits no weight of the file");
            var mask = BytesOf(place);
            var values = MemoryMarshal.Cast<byte, float>(BytesOf(weight));
            for (var i = 0; i < mask.Length; i++)
                if (mask[i] == 0 && values[i] != 0) throw new ExportRefusedException($"{what}: '{weight.Name}' is not zero where its mask is");
        }
    }

    private byte[] BytesOf(TensorPlace tensor)
    {
        var bytes = new byte[tensor.Bytes];
        _file.Position = Header.BufferStart + tensor.Begin;
        _file.ReadExactly(bytes);
        return bytes;
    }
}
