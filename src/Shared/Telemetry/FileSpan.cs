using System.Text.Json;

namespace AdaSapSweep.Shared.Telemetry;

/// <summary>A span as a file has it.</summary>
/// <param name="TraceId">32 hex digits in lower case.</param>
/// <param name="SpanId">16 hex digits in lower case.</param>
/// <param name="ParentId">Likewise; empty for a root.</param>
/// <param name="Attributes">Those of this program alone: text, bool, long or double.</param>
public sealed record FileSpan(
    string TraceId, string SpanId, string ParentId, string Name, DateTimeOffset Start, DateTimeOffset End, IReadOnlyDictionary<string, object> Attributes)
{
    /// <summary>Word for word, with its resource and its scope. Only valid until the next span is asked for.</summary>
    public required FileSpanText Text { get; init; }

    public string? Word(string attribute) => Attributes.GetValueOrDefault(attribute) as string;

    /// <summary>NaN without such a number.</summary>
    public double Number(string attribute) => Attributes.GetValueOrDefault(attribute) switch
    {
        double number => number,
        long number => number,
        _ => double.NaN,
    };
}

/// <summary>The JSON objects that a span stands in.</summary>
public readonly record struct FileSpanText(JsonElement Resource, JsonElement Scope, JsonElement Span);
