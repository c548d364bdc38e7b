namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>
/// One setting of the sweep file. The same definition checks values, gives defaults and writes the reference, so that the
/// three cannot disagree.
/// </summary>
public sealed record SettingDefinition(string Name, SettingType Type, string Doc)
{
    /// <summary>Numbers accepted; null for words and flags.</summary>
    public NumberRange? Range { get; init; }

    /// <summary>Words accepted; empty for numbers and flags.</summary>
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    /// <summary>A list may have no items.</summary>
    public bool MayBeEmpty { get; init; }

    public bool Required { get; init; }

    /// <summary>It says where something lies, which is no part of what a trial is.</summary>
    public bool IsPlace { get; init; }

    /// <summary>Null: none, or <see cref="DerivedDefault"/>.</summary>
    public SettingValue? Default { get; init; }

    /// <summary>A default that follows from settings of the same section which have none of this kind themselves.</summary>
    public Func<SettingValues, SettingValue?>? DerivedDefault { get; init; }

    /// <summary>What the reference says in place of a fixed default.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Data sets for which the setting means something; null: all.</summary>
    public IReadOnlyList<string>? DataSets { get; init; }
}
