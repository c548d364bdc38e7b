using System.Text.Json.Nodes;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.SweepFiles.Schema;

/// <summary>What editors accept as the value of a setting, from the definition that checks it.</summary>
internal static class ValueSchema
{
    /// <summary>As <c>8/255</c>; a plain number is one to JSON, too.</summary>
    private const string Fraction = "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? ?/ ?[0-9]+(\\.[0-9]*)?$";

    /// <summary>One value, where no axis is allowed.</summary>
    public static JsonObject Single(SettingDefinition setting, string scope) => Described(setting, scope, Value(setting));

    /// <summary>A value, or a list of values.</summary>
    public static JsonObject Axis(SettingDefinition setting, string scope) => Described(setting, scope, OrListOf(Value(setting), Value(setting)));

    public static JsonObject Words(IEnumerable<string> words) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };

    /// <param name="single">The same schema as <paramref name="item"/>: a node of JSON has one place.</param>
    public static JsonObject OrListOf(JsonObject single, JsonObject item) => new() { ["anyOf"] = new JsonArray(single, List(item, mayBeEmpty: false)) };

    private static JsonObject Described(SettingDefinition setting, string scope, JsonObject schema)
    {
        var initial = setting.Required ? "Required." : $"Default: {setting.DefaultText ?? setting.Default!.Json.Trim('"')}.";
        schema["description"] = $"{setting.Doc} {initial}{scope}";
        return schema;
    }

    private static JsonObject Value(SettingDefinition setting)
    {
        if (!setting.Type.IsList()) return Scalar(setting, setting.Type);
        var item = setting.Type.ItemType();
        // A single item is taken for a list of it.
        return new() { ["anyOf"] = new JsonArray(Scalar(setting, item), List(Scalar(setting, item), setting.MayBeEmpty)) };
    }

    private static JsonObject List(JsonObject item, bool mayBeEmpty)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item, ["uniqueItems"] = true };
        if (!mayBeEmpty) list["minItems"] = 1;
        return list;
    }

    private static JsonObject Scalar(SettingDefinition setting, SettingType type) => type switch
    {
        SettingType.WholeNumber => Bounded("integer", setting.Range),
        SettingType.Number => new()
        {
            ["anyOf"] = new JsonArray(Bounded("number", setting.Range), new JsonObject { ["type"] = "string", ["pattern"] = Fraction }),
        },
        SettingType.Word => Words(setting.Vocabulary),
        SettingType.Flag => new() { ["type"] = "boolean" },
        SettingType.Text => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = SettingTypes.LongestText },
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no scalar"),
    };

    private static JsonObject Bounded(string type, NumberRange? range)
    {
        var schema = new JsonObject { ["type"] = type };
        if (range is null) return schema;
        schema[range.MinOpen ? "exclusiveMinimum" : "minimum"] = range.Min;
        schema[range.MaxOpen ? "exclusiveMaximum" : "maximum"] = range.Max;
        return schema;
    }
}
