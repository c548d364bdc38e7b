using System.Text.Json;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>Values of settings from the canonical JSON that a store keeps.</summary>
internal static class StoredSettings
{
    /// <summary>A setting that is missing there, as one that is newer than the store, gets its default.</summary>
    /// <exception cref="InvalidOperationException">A value is of another type.</exception>
    /// <exception cref="FormatException">A number is out of the range of its type.</exception>
    public static SettingValues Read(SettingLayout layout, JsonElement section) =>
        new(layout, [.. layout.Definitions.Select(d => section.TryGetProperty(d.Name, out var value) ? Value(d.Type, value) : null)]);

    /// <summary>Null when the text is no such value.</summary>
    public static SettingValue? Value(SettingDefinition definition, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Value(definition.Type, document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Values for another layout: those given, else those of <paramref name="own"/>, else those of <paramref name="model"/>.</summary>
    public static SettingValues Changed(SettingValues own, SettingValues model, IReadOnlyDictionary<string, SettingValue?> given, string section) =>
        new(model.Layout, [.. model.Layout.Definitions.Select(definition =>
            given.TryGetValue(section + definition.Name, out var value) ? value
            : !own.Layout.Has(definition.Name) ? model.Find(definition.Name)
            : definition.DerivedDefault is { } follows && Equals(follows(own), own.Find(definition.Name)) ? null
            : own.Find(definition.Name))]);

    private static SettingValue Value(SettingType type, JsonElement value) => type switch
    {
        SettingType.WholeNumber => SettingValue.Of(value.GetInt64()),
        SettingType.Number => SettingValue.Of(value.GetDouble()),
        SettingType.Word or SettingType.Text => SettingValue.Of(value.GetString()!),
        SettingType.Flag => SettingValue.Of(value.GetBoolean()),
        SettingType.WholeNumbers => SettingValue.Of(value.EnumerateArray().Select(v => v.GetInt64())),
        SettingType.Numbers => SettingValue.Of(value.EnumerateArray().Select(v => v.GetDouble())),
        SettingType.Words => SettingValue.Of(value.EnumerateArray().Select(v => v.GetString()!)),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of setting"),
    };
}
