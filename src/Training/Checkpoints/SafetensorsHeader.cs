using System.Text.Json;

namespace AdaSapSweep.Training.Checkpoints;

/// <summary>
/// Reads the JSON in front of a safetensors file. The file may come from anywhere: everything is checked before it is believed.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsEntry> Entries)
{
    private const int MaxDimensions = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <param name="bufferLength">Bytes after the header.</param>
    /// <exception cref="InvalidDataException">Anything but a header that describes exactly that many bytes.</exception>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> json, long bufferLength)
    {
        if (json.Length == 0 || json.Span[0] != (byte)'{') throw new InvalidDataException("the header does not begin with '{'");
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<SafetensorsEntry>();
            foreach (var member in document.RootElement.EnumerateObject())
                if (member.Name == "__metadata__")
                    foreach (var item in member.Value.EnumerateObject()) metadata.Add(item.Name, Text(item.Value));
                else
                    entries.Add(Entry(member));
            RequireNoGaps(entries, bufferLength);
            return new SafetensorsHeader(metadata, entries);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            throw new InvalidDataException($"the header is not one of a safetensors file: {error.Message}", error);
        }
    }

    private static SafetensorsEntry Entry(JsonProperty member)
    {
        if (member.Value.EnumerateObject().Count() != 3)
            throw new InvalidDataException($"'{member.Name}' has fields beside dtype, shape, data_offsets");
        var type = SafetensorsType.Named(Text(member.Value.GetProperty("dtype")));
        long[] shape = [.. member.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64())];
        long[] offsets = [.. member.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (shape.Length > MaxDimensions || shape.Any(side => side < 0))
            throw new InvalidDataException($"'{member.Name}' has an impossible shape");
        if (offsets.Length != 2) throw new InvalidDataException($"'{member.Name}' has {offsets.Length} offsets");
        var size = shape.Aggregate((long)type.Size, (product, side) => checked(product * side));
        if (offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] - offsets[0] != size)
            throw new InvalidDataException($"'{member.Name}' occupies {offsets[0]}..{offsets[1]}, but its shape needs {size} bytes");
        return new SafetensorsEntry(member.Name, type, shape, offsets[0], offsets[1]);
    }

    private static void RequireNoGaps(List<SafetensorsEntry> entries, long bufferLength)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != end) throw new InvalidDataException($"'{entry.Name}' begins at {entry.Begin}, where {end} is due");
            end = entry.End;
        }
        if (end != bufferLength) throw new InvalidDataException($"the tensors end at {end}, the file's buffer at {bufferLength}");
    }

    private static string Text(JsonElement element) => element.GetString() ?? throw new InvalidDataException("null where a text is due");
}
