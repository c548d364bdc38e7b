using System.Text.Json;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>
/// Reads the span files beside a store, while processes write them or after they were killed. Anybody may have written into the folder:
/// what is not a span in OTLP's JSON encoding is left out and counted.
/// </summary>
public sealed class SpanFiles(string folder)
{
    /// <summary>Bytes; a file of ours is much smaller (<see cref="SpanFileExporter"/>).</summary>
    private const long LargestFile = 64 * 1024 * 1024;

    private const int MostFiles = 10_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Lines, spans and files that could not be read by the last enumeration.</summary>
    public int Unread { get; private set; }

    /// <summary>In the order of the files' names; a span that is told twice comes twice.</summary>
    public IEnumerable<FileSpan> Read()
    {
        Unread = 0;
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).Take(MostFiles))
        {
            foreach (var line in LinesOf(file))
            {
                using var json = Parse(line);
                if (json is null) continue;
                foreach (var span in SpansOf(json.RootElement)) yield return span;
            }
        }
    }

    /// <summary>Whole lines: what a kill has torn is the last one, and has no end.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> LinesOf(string file)
    {
        byte[] content;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > LargestFile)
            {
                Unread++;
                yield break;
            }
            content = new byte[stream.Length];
            content = content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It may have been removed in between to make room.
            Unread++;
            yield break;
        }

        for (var begin = 0; begin < content.Length;)
        {
            var length = content.AsSpan(begin).IndexOf((byte)'\n');
            if (length < 0) yield break;
            if (length > 0) yield return content.AsMemory(begin, length);
            begin += length + 1;
        }
    }

    private JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, Strict);
        }
        catch (JsonException)
        {
            Unread++;
            return null;
        }
    }

    private IEnumerable<FileSpan> SpansOf(JsonElement request)
    {
        foreach (var resource in SpanJson.Items(request, "resourceSpans"))
        {
            foreach (var scope in SpanJson.Items(resource, "scopeSpans"))
            {
                foreach (var span in SpanJson.Items(scope, "spans"))
                {
                    if (SpanJson.Read(span, SpanJson.Object(resource, "resource"), SpanJson.Object(scope, "scope")) is { } read) yield return read;
                    else Unread++;
                }
            }
        }
    }
}
