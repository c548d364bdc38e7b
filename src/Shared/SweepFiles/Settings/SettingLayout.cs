using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Names in ordinal order and where each one's value lies; shared by all trials of a method.</summary>
public sealed class SettingLayout
{
    private readonly FrozenDictionary<string, int> _index;

    public SettingLayout(IEnumerable<SettingDefinition> definitions)
    {
        Definitions = [.. definitions.OrderBy(d => d.Name, StringComparer.Ordinal)];
        if (Definitions.Length > SettingReads.MostSettings) throw new ArgumentException($"a method has at most {SettingReads.MostSettings} settings", nameof(definitions));
        _index = Definitions.Select((d, i) => KeyValuePair.Create(d.Name, i)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ImmutableArray<SettingDefinition> Definitions { get; }

    /// <returns>-1 when the name is none of the layout's.</returns>
    public int IndexOf(string name) => _index.GetValueOrDefault(name, -1);

    public bool Has(string name) => _index.ContainsKey(name);

    /// <summary>Puts defaults in place of what is null; a derived one stays null.</summary>
    internal SettingValue?[] FillDefaults(SettingValue?[] values)
    {
        for (var i = 0; i < values.Length; i++) values[i] ??= Definitions[i].Default;
        return values;
    }
}
