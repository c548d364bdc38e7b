using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace AdaSapSweep.Stages;

/// <summary>Canonical JSON of stage settings: keys in ordinal order, no white space, absent rather than null.</summary>
/// <remarks>An option that is added later and left unset does not appear, so the keys of old stages stay valid.</remarks>
public static class StageJson
{
    /// <summary>Settings longer than this are refused, whatever sent them.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 16,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { InOrdinalOrder } },
        Converters = { new EquatableListConverter() },
    };

    public static string Write(IStageSettings settings) => JsonSerializer.Serialize(settings, settings.GetType(), Options);

    /// <summary>The same text, for whoever is going to hash it.</summary>
    public static byte[] WriteUtf8(IStageSettings settings) => JsonSerializer.SerializeToUtf8Bytes(settings, settings.GetType(), Options);

    /// <summary>Reads the settings of a stage of the given kind.</summary>
    /// <exception cref="FormatException">The text is too long, no JSON, or has an unknown, missing or ill-typed member.</exception>
    public static IStageSettings Read(string kind, string json)
    {
        if (json.Length > MaxLength) throw new FormatException($"stage settings of {json.Length} characters; at most {MaxLength} are read");
        try
        {
            IStageSettings? settings = StageKinds.IsEvaluation(kind)
                ? JsonSerializer.Deserialize<EvaluationSettings>(json, Options)
                : JsonSerializer.Deserialize<TrainingSettings>(json, Options);
            return settings ?? throw new FormatException("stage settings are null");
        }
        catch (JsonException error)
        {
            throw new FormatException($"stage settings of kind '{kind}': {error.Message}", error);
        }
    }

    /// <summary>The same document with the members of every object in ordinal order.</summary>
    public static string Canonical(JsonNode node) => Sorted(node)!.ToJsonString();

    /// <remarks>Sorted once for each type rather than in each document: a large sweep writes some hundred thousand of them.</remarks>
    private static void InOrdinalOrder(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var sorted = type.Properties.OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        type.Properties.Clear();
        foreach (var property in sorted) type.Properties.Add(property);
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private sealed class EquatableListConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(EquatableList<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            typeToConvert == typeof(EquatableList<double>) ? new Of<double>()
            : typeToConvert == typeof(EquatableList<int>) ? new Of<int>()
            : typeToConvert == typeof(EquatableList<string>) ? new Of<string>()
            : throw new NotSupportedException($"no list of {typeToConvert.GenericTypeArguments[0].Name} in stage settings");

        private sealed class Of<T> : JsonConverter<EquatableList<T>>
        {
            public override EquatableList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                new(JsonSerializer.Deserialize<T[]>(ref reader, options) ?? throw new JsonException("a list is null"));

            public override void Write(Utf8JsonWriter writer, EquatableList<T> value, JsonSerializerOptions options) =>
                JsonSerializer.Serialize(writer, value.ToArray(), options);
        }
    }
}
