namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>What a value of a setting looks like in the file.</summary>
public enum SettingType
{
    WholeNumber,

    /// <summary>A decimal number, or a fraction as <c>8/255</c>.</summary>
    Number,

    /// <summary>One word of the setting's vocabulary.</summary>
    Word,

    /// <summary><c>true</c> or <c>false</c>, and nothing else.</summary>
    Flag,

    /// <summary>Any characters but control characters, in quotes or without.</summary>
    Text,
    WholeNumbers,
    Numbers,
    Words,
}

internal static class SettingTypes
{
    /// <summary>Characters of a <see cref="SettingType.Text"/>.</summary>
    public const int LongestText = 1000;

    public static bool IsList(this SettingType type) => type is SettingType.WholeNumbers or SettingType.Numbers or SettingType.Words;

    public static SettingType ItemType(this SettingType type) => type switch
    {
        SettingType.WholeNumbers => SettingType.WholeNumber,
        SettingType.Numbers => SettingType.Number,
        SettingType.Words => SettingType.Word,
        _ => type,
    };

    /// <summary>As in <c>'epochs' must be a whole number</c>.</summary>
    public static string Phrase(this SettingType type) => type switch
    {
        SettingType.WholeNumber => "a whole number",
        SettingType.Number => "a number",
        SettingType.Word => "a word",
        SettingType.Flag => "true or false",
        SettingType.Text => "text of at most 1,000 characters",
        SettingType.WholeNumbers => "a list of whole numbers",
        SettingType.Numbers => "a list of numbers",
        SettingType.Words => "a list of words",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a type of setting"),
    };
}
