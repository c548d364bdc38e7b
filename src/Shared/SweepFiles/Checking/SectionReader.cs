using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Reads a block of fixed values.</summary>
internal sealed class SectionReader(ErrorList errors, ValueReader values)
{
    /// <summary>The values that the block gives, by name; a missing block (null) gives none.</summary>
    public Dictionary<string, GivenValue> Read(string section, YamlNode? node, IReadOnlyList<SettingDefinition> settings)
    {
        var given = new Dictionary<string, GivenValue>(StringComparer.Ordinal);
        if (node is null or YamlRefused) return given;
        if (node is not YamlMap map)
        {
            errors.Add(node.At, $"'{section}' must be a block of 'key: value' lines, not {ValueReader.Kind(node)}");
            return given;
        }

        var byName = settings.ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var entry in KeyReader.Entries(map, byName.Keys, errors))
        {
            if (values.Single(byName[entry.Key.Text], entry.Value) is { } value) given.Add(entry.Key.Text, new(value, entry.Key.At));
        }

        foreach (var setting in settings.Where(s => s.Required && map.Entries.All(e => e.Key.Text != s.Name)))
            errors.Add(map.At, $"key '{setting.Name}' is missing under '{section}'");
        return given;
    }

    public static SettingValues Resolve(SettingLayout layout, Dictionary<string, GivenValue> given) =>
        new(layout, [.. layout.Definitions.Select(d => given.GetValueOrDefault(d.Name)?.Value)]);
}

/// <summary>A value and the place of its key.</summary>
internal sealed record GivenValue(SettingValue Value, SourcePosition At);
