namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Short forms in which the sections list their settings.</summary>
internal static class Setting
{
    public static SettingDefinition Integer(string name, long? value, long min, long max, string doc) => new(name, SettingType.WholeNumber, doc)
    {
        Range = new(min, max),
        Default = value is { } given ? SettingValue.Of(given) : null,
    };

    public static SettingDefinition Number(string name, double? value, NumberRange range, string doc) => new(name, SettingType.Number, doc)
    {
        Range = range,
        Default = value is { } given ? SettingValue.Of(given) : null,
    };

    public static SettingDefinition Word(string name, string? value, IReadOnlyList<string> vocabulary, string doc) => new(name, SettingType.Word, doc)
    {
        Vocabulary = vocabulary,
        Default = value is null ? null : SettingValue.Of(value),
    };

    public static SettingDefinition Flag(string name, bool value, string doc) => new(name, SettingType.Flag, doc) { Default = SettingValue.Of(value) };
}
