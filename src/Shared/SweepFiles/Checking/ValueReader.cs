using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Reads values of a setting from nodes, and says what is wrong with those that it cannot read.</summary>
internal sealed class ValueReader(ErrorList errors)
{
    /// <summary>One value where no axis is allowed.</summary>
    /// <returns>Null when an error was added.</returns>
    public SettingValue? Single(SettingDefinition definition, YamlNode node)
    {
        if (node is not YamlList list || (definition.Type.IsList() && !IsAxisOfLists(list))) return Value(definition, node);
        errors.Add(node.At, $"'{definition.Name}' takes one value here; a list makes an axis, and axes belong in a grid");
        return null;
    }

    /// <summary>A value, or a list of values that makes an axis.</summary>
    /// <returns>Empty when an error was added.</returns>
    public ImmutableArray<SettingValue> Axis(SettingDefinition definition, YamlNode node)
    {
        if (node is not YamlList list || (definition.Type.IsList() && !IsAxisOfLists(list)))
            return Value(definition, node) is { } single ? [single] : [];
        return Distinct(definition, list, item => Value(definition, item));
    }

    private static bool IsAxisOfLists(YamlList list) => list.Items is [YamlList, ..];

    private SettingValue? Value(SettingDefinition definition, YamlNode node) =>
        definition.Type.IsList() ? List(definition, node) : Scalar(definition, node);

    private SettingValue? List(SettingDefinition definition, YamlNode node)
    {
        var item = definition with { Type = definition.Type.ItemType() };
        if (node is YamlList { Items: [] } && definition.MayBeEmpty) return Combined(definition, []);
        var values = node is YamlList list
            ? Distinct(definition, list, n => Scalar(item, n))
            : Scalar(item, node) is { } single ? [single] : [];
        return values.IsEmpty ? null : Combined(definition, values);
    }

    private static SettingValue Combined(SettingDefinition definition, ImmutableArray<SettingValue> values) => definition.Type switch
    {
        SettingType.WholeNumbers => SettingValue.Of(values.Select(v => v.WholeNumber)),
        SettingType.Numbers => SettingValue.Of(values.Select(v => v.Number)),
        SettingType.Words => SettingValue.Of(values.Select(v => v.Word)),
        _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Type, "no list"),
    };

    /// <returns>Empty when any item is wrong, so that half an axis is never taken for the whole.</returns>
    private ImmutableArray<SettingValue> Distinct(SettingDefinition definition, YamlList list, Func<YamlNode, SettingValue?> read)
    {
        if (list.Items.IsEmpty) errors.Add(list.At, $"'{definition.Name}' has an empty list; give at least one value");
        var seen = new HashSet<SettingValue>();
        var values = ImmutableArray.CreateBuilder<SettingValue>();
        foreach (var item in list.Items)
        {
            if (read(item) is not { } value) continue;
            if (seen.Add(value)) values.Add(value);
            else errors.Add(item.At, $"'{definition.Name}' lists the value {Shown(item, value)} twice");
        }

        return values.Count == list.Items.Length ? values.ToImmutable() : [];
    }

    private SettingValue? Scalar(SettingDefinition definition, YamlNode node)
    {
        if (node is YamlRefused) return null;
        if (node is not YamlScalar scalar) return Wrong(node, $"'{definition.Name}' must be {definition.Type.Phrase()}, not {Kind(node)}");
        if (scalar.IsNothing) return Wrong(node, $"'{definition.Name}' has no value");
        if (definition.Type == SettingType.Word) return Word(definition, scalar);
        if (definition.Type == SettingType.Text) return Text(definition, scalar);
        if (!scalar.Plain) return Wrong(node, $"'{definition.Name}' must be {definition.Type.Phrase()}, not the text \"{Clip(scalar.Text)}\"; remove the quotes");
        return definition.Type switch
        {
            SettingType.Flag => scalar.Text is "true" or "false" ? SettingValue.Of(scalar.Text == "true") : WrongType(definition, scalar),
            SettingType.WholeNumber => ScalarParser.Integer(scalar.Text) is { } integer
                ? InRange(definition, scalar, integer, () => SettingValue.Of(integer)) : WrongType(definition, scalar),
            SettingType.Number => ScalarParser.Number(scalar.Text) is { } number
                ? InRange(definition, scalar, number, () => SettingValue.Of(number)) : WrongType(definition, scalar),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Type, "no scalar"),
        };
    }

    private SettingValue? InRange(SettingDefinition definition, YamlScalar scalar, double number, Func<SettingValue> value) =>
        definition.Range is not { } range || range.Contains(number)
            ? value()
            : Wrong(scalar, $"'{definition.Name}' must be {range}, not {Clip(scalar.Text)}");

    private SettingValue? Word(SettingDefinition definition, YamlScalar scalar)
    {
        if (definition.Vocabulary.Contains(scalar.Text)) return SettingValue.Of(scalar.Text);
        var way = NearestWord.Of(scalar.Text, definition.Vocabulary) is { } near
            ? $"did you mean '{near}'?"
            : $"it can be {Words.Or(definition.Vocabulary)}";
        return Wrong(scalar, $"'{definition.Name}' has no value '{Clip(scalar.Text)}'; {way}");
    }

    private SettingValue? Text(SettingDefinition definition, YamlScalar scalar) => scalar.Text switch
    {
        "" => Wrong(scalar, $"'{definition.Name}' has no value"),
        { Length: > SettingTypes.LongestText } text => Wrong(scalar, $"'{definition.Name}' must be {definition.Type.Phrase()}, not of {text.Length}"),
        var text when text.Any(char.IsControl) => Wrong(scalar, $"'{definition.Name}' holds a control character"),
        var text => SettingValue.Of(text),
    };

    private SettingValue? WrongType(SettingDefinition definition, YamlScalar scalar) =>
        Wrong(scalar, $"'{definition.Name}' must be {definition.Type.Phrase()}, not '{Clip(scalar.Text)}'");

    private SettingValue? Wrong(YamlNode node, string message)
    {
        errors.Add(node.At, message);
        return null;
    }

    public static string Kind(YamlNode node) => node switch
    {
        YamlList => "a list",
        YamlMap => "a block of keys",
        YamlScalar { IsNothing: true } => "nothing",
        YamlScalar scalar => $"'{Clip(scalar.Text)}'",
        _ => "that",
    };

    public static string Clip(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= 40 ? line : $"{line[..37]}...";
    }

    private static string Shown(YamlNode item, SettingValue value) => item is YamlScalar scalar ? Clip(scalar.Text) : value.Json;
}
