using System.Buffers.Binary;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>The tensors (on the CPU) and the metadata of a safetensors file.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private const long LargestHeader = 100_000_000;
    private const long LargestTensor = int.MaxValue;

    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    private SafetensorsFile(IReadOnlyDictionary<string, string> metadata) => Metadata = metadata;

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <param name="stream">Seekable, at its start.</param>
    /// <exception cref="InvalidDataException">The bytes are not a whole, consistent file of the format, with element types that we use.</exception>
    public static SafetensorsFile Read(Stream stream)
    {
        var header = HeaderOf(stream);
        var file = new SafetensorsFile(header.Metadata);
        try
        {
            foreach (var entry in header.Entries.OrderBy(e => e.Begin).ThenBy(e => e.End)) file._tensors.Add(entry.Name, ReadTensor(stream, entry));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The metadata alone: the tensors are not read.</summary>
    /// <param name="stream">Seekable, at its start.</param>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    public static IReadOnlyDictionary<string, string> MetadataOf(Stream stream) => HeaderOf(stream).Metadata;

    public void Dispose()
    {
        foreach (var tensor in _tensors.Values) tensor.Dispose();
        _tensors.Clear();
    }

    private static SafetensorsHeader HeaderOf(Stream stream)
    {
        var prefix = new byte[8];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            throw new InvalidDataException("shorter than 8 bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LargestHeader) throw new InvalidDataException($"a header of {length} bytes is not read");
        var bufferLength = stream.Length - prefix.Length - (long)length;
        if (bufferLength < 0) throw new InvalidDataException($"the header's {length} bytes reach beyond the end of the file");
        var json = new byte[length];
        stream.ReadExactly(json);
        return SafetensorsHeader.Parse(json, bufferLength);
    }

    private static Tensor ReadTensor(Stream stream, SafetensorsEntry entry)
    {
        if (entry.End - entry.Begin > LargestTensor) throw new InvalidDataException($"'{entry.Name}' is larger than {LargestTensor} bytes");
        var tensor = zeros(entry.Shape, entry.Type.Type, CPU).DetachFromDisposeScope();
        if (entry.End > entry.Begin) stream.ReadExactly(tensor.bytes);
        return tensor;
    }
}
