using System.Globalization;
using System.Text.Json;

namespace AdaSapSweep.TestSupport.Otlp;

/// <summary>Reads span files in OTLP's JSON encoding, one export request a line.</summary>
public static class OtlpJsonLines
{
    /// <summary>Of every *.jsonl file in a folder; none when there is no folder.</summary>
    public static IReadOnlyList<OtlpSpan> SpansIn(string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(SpansOf)] : [];

    public static IReadOnlyList<OtlpSpan> SpansOf(string file) => [.. File.ReadLines(file).SelectMany(Line)];

    private static List<OtlpSpan> Line(string line)
    {
        using var json = JsonDocument.Parse(line);
        return [..
            from resource in json.RootElement.GetProperty("resourceSpans").EnumerateArray()
            let service = Attributes(resource.GetProperty("resource")).GetValueOrDefault("service.name") as string ?? ""
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            let scopeName = scope.GetProperty("scope").GetProperty("name").GetString()!
            from span in scope.GetProperty("spans").EnumerateArray()
            select Span(span, service, scopeName)];
    }

    private static OtlpSpan Span(JsonElement span, string service, string scope) => new(
        service, scope, Text(span, "traceId"), Text(span, "spanId"), span.TryGetProperty("parentSpanId", out var parent) ? parent.GetString()! : "",
        Text(span, "name"), Nanoseconds(span, "startTimeUnixNano"), Nanoseconds(span, "endTimeUnixNano"), Attributes(span),
        [.. span.GetProperty("events").EnumerateArray().Select(e => new OtlpEvent(Text(e, "name"), Nanoseconds(e, "timeUnixNano"), Attributes(e)))],
        [.. span.GetProperty("links").EnumerateArray().Select(l => new OtlpLink(Text(l, "traceId"), Text(l, "spanId")))],
        span.GetProperty("status").GetProperty("code").GetInt32());

    private static Dictionary<string, object?> Attributes(JsonElement holder) =>
        holder.GetProperty("attributes").EnumerateArray().ToDictionary(a => Text(a, "key"), a => Value(a.GetProperty("value")));

    private static object? Value(JsonElement value)
    {
        var member = value.EnumerateObject().Single();
        return member.Name switch
        {
            "stringValue" => member.Value.GetString(),
            "boolValue" => member.Value.GetBoolean(),
            "intValue" => long.Parse(member.Value.GetString()!, CultureInfo.InvariantCulture),
            "doubleValue" when member.Value.ValueKind == JsonValueKind.String => double.Parse(member.Value.GetString()!, CultureInfo.InvariantCulture),
            "doubleValue" => member.Value.GetDouble(),
            "arrayValue" => member.Value.GetProperty("values").EnumerateArray().Select(Value).ToList(),
            _ => throw new FormatException($"an attribute of kind {member.Name}"),
        };
    }

    private static string Text(JsonElement holder, string name) => holder.GetProperty(name).GetString()!;

    private static ulong Nanoseconds(JsonElement holder, string name) => ulong.Parse(Text(holder, name), CultureInfo.InvariantCulture);
}
