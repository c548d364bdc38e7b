using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// Writes safetensors the way the reference writer lays them out: metadata first, then tensors by element type (widest first) and name,
/// compact JSON padded with spaces to a multiple of 8. So equal tensors give equal bytes.
/// </summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;

    // Names and metadata go out as they are; the reference writer escapes nothing beyond what JSON must.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="tensors">float32, float64, int64, int32, uint8 or bool, on any device.</param>
    /// <param name="metadata">Written in ordinal order of the keys; empty: left out.</param>
    public static void Write(Stream stream, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = Layout(tensors);
        var header = Header(entries, metadata);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var entry in entries) WriteBytes(stream, tensors[entry.Name]);
    }

    private static List<SafetensorsEntry> Layout(IReadOnlyDictionary<string, Tensor> tensors)
    {
        var entries = new List<SafetensorsEntry>(tensors.Count);
        var ordered = tensors
            .Select(t => (t.Key, Type: SafetensorsType.Of(t.Value.dtype), t.Value.shape))
            .OrderByDescending(t => t.Type.Rank).ThenBy(t => t.Key, Comparer<string>.Create(CompareBytes));
        var offset = 0L;
        foreach (var (name, type, shape) in ordered)
        {
            var end = offset + shape.Aggregate((long)type.Size, (product, side) => checked(product * side));
            entries.Add(new SafetensorsEntry(name, type, shape, offset, end));
            offset = end;
        }
        return entries;
    }

    private static byte[] Header(List<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) json.WriteString(key, value);
                json.WriteEndObject();
            }
            foreach (var entry in entries) WriteEntry(json, entry);
            json.WriteEndObject();
        }
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteEntry(Utf8JsonWriter json, SafetensorsEntry entry)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.Name);
        json.WriteStartArray("shape");
        foreach (var side in entry.Shape) json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(entry.Begin);
        json.WriteNumberValue(entry.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteBytes(Stream stream, Tensor tensor)
    {
        if (tensor.numel() == 0) return;
        using var scope = NewDisposeScope();
        stream.Write(tensor.detach().cpu().contiguous().bytes);
    }

    private static int CompareBytes(string? a, string? b) =>
        Encoding.UTF8.GetBytes(a!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b!));
}
