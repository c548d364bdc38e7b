using System.Text.Json;
using System.Text.Json.Serialization;

namespace AdaSapSweep.Shared.Model;

/// <summary>A trial's id in JSON: its 64 hex digits as a string.</summary>
internal sealed class TrialIdJson : JsonConverter<TrialId>
{
    public override TrialId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IdJson.Read(ref reader, text => new TrialId(text));

    public override void Write(Utf8JsonWriter writer, TrialId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A stage key in JSON: its 64 hex digits as a string.</summary>
internal sealed class StageKeyJson : JsonConverter<StageKey>
{
    public override StageKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IdJson.Read(ref reader, text => new StageKey(text));

    public override void Write(Utf8JsonWriter writer, StageKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal static class IdJson
{
    public static T Read<T>(ref Utf8JsonReader reader, Func<string, T> parse)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException($"an id is text, not {reader.TokenType}");
        try
        {
            return parse(reader.GetString()!);
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }
}
