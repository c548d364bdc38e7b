using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Checks the keys of a block: each is known there, and given once.</summary>
internal static class KeyReader
{
    public const string Method = "method";
    public const string Exclude = "exclude";
    public const string Seed = "seed";

    public static readonly ImmutableArray<string> TopLevel = ["name", "seeds", "data", "training", "evaluation", "defaults", "grids", SmallShape.Key];

    private static readonly (string Where, IEnumerable<string> Keys)[] Homes =
    [
        ("at the top of the file", TopLevel),
        ("under 'data'", DataSection.Settings.Select(s => s.Name)),
        ("in a grid, under 'training' or under 'defaults'", TrainingSection.Settings.Select(s => s.Name)),
        ("under 'evaluation'", EvaluationSection.Settings.Select(s => s.Name)),
        ("in a grid or under 'defaults'", MethodSettings.All.Select(s => s.Name)),
        ("in a grid", [Method, Exclude]),
    ];

    /// <returns>The entries with a known key, the first of each.</returns>
    public static IReadOnlyList<YamlEntry> Entries(YamlMap map, IReadOnlyCollection<string> known, ErrorList errors)
    {
        var first = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        var entries = new List<YamlEntry>();
        foreach (var entry in map.Entries)
        {
            var name = entry.Key.Text;
            if (!first.TryAdd(name, entry))
            {
                var line = first[name].Key.At.Line.ToString(CultureInfo.InvariantCulture);
                errors.Add(entry.Key.At, $"key '{ValueReader.Clip(name)}' is given twice, first on line {line}");
            }
            else if (known.Contains(name)) entries.Add(entry);
            else errors.Add(entry.Key.At, $"key '{ValueReader.Clip(name)}' is not known here{Hint(name, known)}");
        }

        return entries;
    }

    private static string Hint(string name, IReadOnlyCollection<string> known)
    {
        foreach (var (where, keys) in Homes)
        {
            if (keys.Contains(name)) return $"; it belongs {where}";
        }

        return NearestWord.Of(name, known) is { } near ? $"; did you mean '{near}'?" : "";
    }
}
