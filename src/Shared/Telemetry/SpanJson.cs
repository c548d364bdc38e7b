using System.Globalization;
using System.Text.Json;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>One span in OTLP's JSON encoding, which may come from anywhere.</summary>
internal static class SpanJson
{
    private const string Own = "adasap.";
    private const int LongestText = 2000;
    private const int MostAttributes = 64;
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Null when it has no valid ids, name or times.</summary>
    public static FileSpan? Read(JsonElement span, JsonElement resource, JsonElement scope)
    {
        if (span.ValueKind != JsonValueKind.Object) return null;
        if (Hex(span, "traceId", 32) is not { } trace || Hex(span, "spanId", 16) is not { } id || Text(span, "name") is not { } name) return null;
        if (Time(span, "startTimeUnixNano") is not { } start || Time(span, "endTimeUnixNano") is not { } end || end < start) return null;
        var parent = Text(span, "parentSpanId") is { Length: > 0 } ? Hex(span, "parentSpanId", 16) : "";
        if (parent is null) return null;
        return new(trace, id, parent, name, start, end, Attributes(span)) { Text = new(resource, scope, span) };
    }

    /// <summary>The items of an array; none when there is no such array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : [];

    /// <summary>The default element when there is no such object.</summary>
    public static JsonElement Object(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;

    private static Dictionary<string, object> Attributes(JsonElement span)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var attribute in Items(span, "attributes"))
        {
            if (attributes.Count >= MostAttributes) break;
            if (Text(attribute, "key") is not { } key || !key.StartsWith(Own, StringComparison.Ordinal)) continue;
            if (Value(Object(attribute, "value")) is { } value) attributes[key] = value;
        }
        return attributes;
    }

    /// <summary>Null for what is none of ours: lists, and numbers that cannot be read.</summary>
    private static object? Value(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        if (Text(value, "stringValue") is { } text) return text;
        if (value.TryGetProperty("boolValue", out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False) return flag.GetBoolean();
        if (value.TryGetProperty("intValue", out var whole)) return Whole(whole);
        if (value.TryGetProperty("doubleValue", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var real)) return real;
        return null;
    }

    private static object? Whole(JsonElement number) => number.ValueKind switch
    {
        JsonValueKind.Number when number.TryGetInt64(out var value) => value,
        JsonValueKind.String when long.TryParse(number.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= LongestText } text
            ? text
            : null;

    private static string? Hex(JsonElement span, string name, int digits) =>
        Text(span, name) is { } text && text.Length == digits && text.All(char.IsAsciiHexDigit) && text.Any(c => c != '0') ? text.ToLowerInvariant() : null;

    private static DateTimeOffset? Time(JsonElement span, string name)
    {
        if (!span.TryGetProperty(name, out var value)) return null;
        var text = value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null };
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)) return null;
        var time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        return time <= Latest ? time : null;
    }
}
