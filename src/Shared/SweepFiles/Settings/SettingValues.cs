using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Names in ordinal order and where each one's value lies; shared by all trials of a method.</summary>
public sealed class SettingLayout
{
    private readonly FrozenDictionary<string, int> _index;

    public SettingLayout(IEnumerable<SettingDefinition> definitions)
    {
        Definitions = [.. definitions.OrderBy(d => d.Name, StringComparer.Ordinal)];
        _index = Definitions.Select((d, i) => KeyValuePair.Create(d.Name, i)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ImmutableArray<SettingDefinition> Definitions { get; }

    /// <returns>-1 when the name is none of the layout's.</returns>
    public int IndexOf(string name) => _index.GetValueOrDefault(name, -1);

    public bool Has(string name) => _index.ContainsKey(name);
}

/// <summary>Resolved values of a section or a trial. A value that is null is absent, which for an optional setting means "all" or "none".</summary>
public sealed class SettingValues
{
    private readonly SettingValue?[] _values;

    /// <summary>Takes over <paramref name="given"/> (in the layout's order) and fills what is null with defaults.</summary>
    public SettingValues(SettingLayout layout, SettingValue?[] given)
    {
        Layout = layout;
        _values = given;
        for (var i = 0; i < given.Length; i++) _values[i] ??= layout.Definitions[i].Default;
        for (var i = 0; i < given.Length; i++) _values[i] ??= layout.Definitions[i].DerivedDefault?.Invoke(this);
    }

    public SettingLayout Layout { get; }

    public SettingValue? At(int index) => _values[index];

    /// <exception cref="ArgumentException">The layout has no such name: a recipe reads a key that it does not list.</exception>
    public SettingValue? Find(string name) => Layout.IndexOf(name) is >= 0 and var index
        ? _values[index]
        : throw new ArgumentException($"no setting '{name}' here", nameof(name));

    /// <exception cref="ArgumentException">The setting has no value.</exception>
    public SettingValue Get(string name) => Find(name) ?? throw new ArgumentException($"setting '{name}' has no value", nameof(name));

    public int WholeNumber(string name) => checked((int)Get(name).WholeNumber);

    public double Number(string name) => Get(name).Number;

    public string Word(string name) => Get(name).Word;

    public bool Flag(string name) => Get(name).Flag;

    /// <summary>Appends canonical JSON.</summary>
    public void WriteJson(StringBuilder text)
    {
        text.Append('{');
        var first = true;
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is not { } value) continue;
            if (!first) text.Append(',');
            text.Append('"').Append(Layout.Definitions[i].Name).Append("\":").Append(value.Json);
            first = false;
        }

        text.Append('}');
    }
}
