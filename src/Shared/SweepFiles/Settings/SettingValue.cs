using System.Text.Json;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>A checked value of a setting; equal to another with the same canonical JSON.</summary>
/// <remarks>The JSON is kept because a large sweep writes the same few values into very many configurations.</remarks>
public sealed class SettingValue : IEquatable<SettingValue>
{
    private readonly object _content;

    private SettingValue(object content)
    {
        _content = content;
        Json = JsonSerializer.Serialize(content);
    }

    /// <summary>Canonical JSON.</summary>
    public string Json { get; }

    public long WholeNumber => (long)_content;

    public double Number => (double)_content;

    public string Word => (string)_content;

    public string Text => (string)_content;

    public bool Flag => (bool)_content;

    public IReadOnlyList<long> WholeNumbers => (EquatableList<long>)_content;

    public EquatableList<double> Numbers => (EquatableList<double>)_content;

    public EquatableList<string> WordList => (EquatableList<string>)_content;

    public static SettingValue Of(long value) => new(value);

    /// <param name="value">Finite; a negative zero is taken for zero.</param>
    public static SettingValue Of(double value) => new(value + 0.0);

    public static SettingValue Of(string value) => new(value);

    public static SettingValue Of(bool value) => new(value);

    public static SettingValue Of(IEnumerable<long> values) => new(new EquatableList<long>(values));

    public static SettingValue Of(IEnumerable<double> values) => new(new EquatableList<double>(values));

    public static SettingValue Of(IEnumerable<string> values) => new(new EquatableList<string>(values));

    public bool Equals(SettingValue? other) => other is not null && Json == other.Json;

    public override bool Equals(object? obj) => Equals(obj as SettingValue);

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Json;
}
