using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>Writes spans as one <c>ExportTraceServiceRequest</c> in OTLP's JSON encoding: ids in hex, 64-bit numbers as strings.</summary>
public static class OtlpJson
{
    internal static void Write(Utf8JsonWriter json, Resource resource, in Batch<Activity> batch)
    {
        var scopes = new Dictionary<(string Name, string? Version), List<Activity>>();
        foreach (var activity in batch)
        {
            var scope = (activity.Source.Name, activity.Source.Version);
            if (!scopes.TryGetValue(scope, out var spans)) scopes.Add(scope, spans = []);
            spans.Add(activity);
        }

        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        json.WriteStartObject();
        json.WriteStartObject("resource");
        WriteAttributes(json, resource.Attributes.Select(a => KeyValuePair.Create(a.Key, (object?)a.Value)));
        json.WriteEndObject();
        json.WriteStartArray("scopeSpans");
        foreach (var (scope, spans) in scopes) WriteScope(json, scope.Name, scope.Version, spans);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteScope(Utf8JsonWriter json, string name, string? version, List<Activity> spans)
    {
        json.WriteStartObject();
        json.WriteStartObject("scope");
        json.WriteString("name", name);
        if (version is not null) json.WriteString("version", version);
        json.WriteEndObject();
        json.WriteStartArray("spans");
        foreach (var span in spans) WriteSpan(json, span);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId.ToHexString());
        json.WriteString("spanId", span.SpanId.ToHexString());
        if (span.ParentSpanId != default) json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        json.WriteNumber("flags", (int)span.ActivityTraceFlags);
        json.WriteString("name", span.DisplayName);
        // OTLP has the kinds in the same order, after "unspecified".
        json.WriteNumber("kind", (int)span.Kind + 1);
        json.WriteString("startTimeUnixNano", Nanoseconds(span.StartTimeUtc));
        json.WriteString("endTimeUnixNano", Nanoseconds(span.StartTimeUtc + span.Duration));
        WriteAttributes(json, span.TagObjects);
        json.WriteStartArray("events");
        foreach (var occurrence in span.EnumerateEvents()) WriteEvent(json, occurrence);
        json.WriteEndArray();
        json.WriteStartArray("links");
        foreach (var link in span.EnumerateLinks()) WriteLink(json, link);
        json.WriteEndArray();
        json.WriteStartObject("status");
        json.WriteNumber("code", (int)span.Status);
        if (span.StatusDescription is { } description) json.WriteString("message", description);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, ActivityEvent occurrence)
    {
        json.WriteStartObject();
        json.WriteString("timeUnixNano", Nanoseconds(occurrence.Timestamp.UtcDateTime));
        json.WriteString("name", occurrence.Name);
        WriteAttributes(json, occurrence.Tags);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, ActivityLink link)
    {
        json.WriteStartObject();
        json.WriteString("traceId", link.Context.TraceId.ToHexString());
        json.WriteString("spanId", link.Context.SpanId.ToHexString());
        WriteAttributes(json, link.Tags ?? []);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            if (value is not null) WriteAttribute(json, key, value);
        }

        json.WriteEndArray();
    }

    public static void WriteAttribute(Utf8JsonWriter json, string key, object value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WritePropertyName("value");
        WriteValue(json, value);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case bool flag:
                json.WriteBoolean("boolValue", flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long:
                json.WriteString("intValue", Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            case float or double:
                WriteDouble(json, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case string text:
                json.WriteString("stringValue", text);
                break;
            case Array items:
                WriteArray(json, items);
                break;
            default:
                json.WriteString("stringValue", Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable items)
    {
        json.WriteStartObject("arrayValue");
        json.WriteStartArray("values");
        foreach (var item in items) WriteValue(json, item ?? "");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Protobuf's JSON form says a number that is not finite as a word.</summary>
    private static void WriteDouble(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber("doubleValue", number);
        else json.WriteString("doubleValue", double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    private static string Nanoseconds(DateTime utc) =>
        ((utc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
