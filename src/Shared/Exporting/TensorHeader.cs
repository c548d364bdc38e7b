using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AdaSapSweep.Shared.Exporting;

/// <summary>
/// What stands in front of the bytes of a safetensors file: so that a file can be taken apart without the library that computes with it.
/// Meant for files whose hash is that of one of our own; an odd one is refused, but not every way of being odd is looked for.
/// </summary>
/// <param name="Metadata">In ordinal order of the keys.</param>
/// <param name="Tensors">In the order of their bytes.</param>
/// <param name="BufferStart">Where the bytes begin in the file.</param>
internal sealed record TensorHeader(ImmutableSortedDictionary<string, string> Metadata, ImmutableArray<TensorPlace> Tensors, long BufferStart)
{
    private const string MetadataName = "__metadata__";
    private const int LengthBytes = 8;
    private const int LargestHeader = 100_000_000;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="file">At its start.</param>
    /// <exception cref="InvalidDataException">Not a file of the format, or its tensors do not fill it.</exception>
    public static TensorHeader Read(Stream file)
    {
        try
        {
            var prefix = new byte[LengthBytes];
            file.ReadExactly(prefix);
            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is < 2 or > LargestHeader) throw new InvalidDataException($"a header of {length} bytes is not read");
            var json = new byte[length];
            file.ReadExactly(json);
            return Parse(json, file.Length - LengthBytes - length);
        }
        catch (Exception error) when (error is EndOfStreamException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"it does not begin as a file of tensors does: {error.Message}", error);
        }
    }

    /// <summary>The same header for some of the tensors, their bytes side by side in the order that they had.</summary>
    public TensorHeader With(Predicate<TensorPlace> kept)
    {
        var end = 0L;
        return this with { Tensors = [.. Tensors.Where(t => kept(t)).Select(t => t with { Begin = end, End = end += t.Bytes })] };
    }

    /// <summary>Length and JSON, padded to whole words as the format's own writer does.</summary>
    public byte[] Write()
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[LengthBytes]);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach (var (key, value) in Metadata) json.WriteString(key, value);
            json.WriteEndObject();
            foreach (var tensor in Tensors) Write(json, tensor);
            json.WriteEndObject();
        }
        while (buffer.Length % LengthBytes != 0) buffer.WriteByte((byte)' ');
        var bytes = buffer.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - LengthBytes);
        return bytes;
    }

    private static TensorHeader Parse(byte[] json, long bufferBytes)
    {
        using var document = JsonDocument.Parse(json);
        var metadata = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var tensors = new List<TensorPlace>();
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name == MetadataName) metadata.AddRange(member.Value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Value.GetString()!)));
            else tensors.Add(Place(member));
        }
        tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var end = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != end || tensor.Bytes < 0) throw new InvalidDataException($"'{tensor.Name}' begins at byte {tensor.Begin}, where {end} is due");
            end = tensor.End;
        }
        if (end != bufferBytes) throw new InvalidDataException($"its tensors end at byte {end} of {bufferBytes}");
        return new(metadata.ToImmutable(), [.. tensors], LengthBytes + json.Length);
    }

    private static TensorPlace Place(JsonProperty member)
    {
        var offsets = member.Value.GetProperty("data_offsets");
        return new(
            member.Name, member.Value.GetProperty("dtype").GetString()!,
            [.. member.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())], offsets[0].GetInt64(), offsets[1].GetInt64());
    }

    private static void Write(Utf8JsonWriter json, TensorPlace tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type);
        json.WriteStartArray("shape");
        foreach (var side in tensor.Shape) json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(tensor.Begin);
        json.WriteNumberValue(tensor.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
