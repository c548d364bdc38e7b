using System.Text;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Resolved values of a section or a trial. A value that is null is absent, which for an optional setting means "all" or "none".</summary>
public sealed class SettingValues
{
    private readonly SettingValue?[] _values;
    private readonly SettingReads? _reads;

    /// <summary>Takes over <paramref name="given"/> (in the layout's order) and fills what is null with defaults.</summary>
    public SettingValues(SettingLayout layout, SettingValue?[] given) : this(layout, layout.FillDefaults(given), null)
    {
    }

    /// <param name="values">With their defaults, but for those that are derived.</param>
    /// <param name="reads">Told of every setting that is read, and of those from which a default is derived.</param>
    internal SettingValues(SettingLayout layout, SettingValue?[] values, SettingReads? reads) => (Layout, _values, _reads) = (layout, values, reads);

    public SettingLayout Layout { get; }

    /// <exception cref="ArgumentException">The layout has no such name: a recipe reads a key that it does not list.</exception>
    public SettingValue? Find(string name) => Layout.IndexOf(name) is >= 0 and var index
        ? At(index)
        : throw new ArgumentException($"no setting '{name}' here", nameof(name));

    /// <exception cref="ArgumentException">The setting has no value.</exception>
    public SettingValue Get(string name) => Find(name) ?? throw new ArgumentException($"setting '{name}' has no value", nameof(name));

    public int WholeNumber(string name) => checked((int)Get(name).WholeNumber);

    public double Number(string name) => Get(name).Number;

    public string Word(string name) => Get(name).Word;

    public bool Flag(string name) => Get(name).Flag;

    /// <summary>Appends canonical JSON of all that makes a trial what it is.</summary>
    public void WriteJson(StringBuilder text)
    {
        text.Append('{');
        var first = true;
        for (var i = 0; i < _values.Length; i++)
        {
            if (Layout.Definitions[i].IsPlace || At(i) is not { } value) continue;
            if (!first) text.Append(',');
            text.Append('"').Append(Layout.Definitions[i].Name).Append("\":").Append(value.Json);
            first = false;
        }

        text.Append('}');
    }

    /// <summary>The values that are not derived, in the layout's order.</summary>
    internal SettingValue?[] Copy() => (SettingValue?[])_values.Clone();

    private SettingValue? At(int index)
    {
        _reads?.Add(index);
        return _values[index] ?? Layout.Definitions[index].DerivedDefault?.Invoke(this);
    }
}
