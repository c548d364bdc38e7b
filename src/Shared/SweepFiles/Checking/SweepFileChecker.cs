using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Checks a whole file from its nodes.</summary>
internal sealed partial class SweepFileChecker
{
    public const int MaxTrials = 1_000_000;

    private static readonly SettingDefinition SeedsKey =
        new("seeds", SettingType.WholeNumbers, "") { Range = new(0, NumberRange.LargestExact) };

    private readonly ErrorList _errors;
    private readonly List<string> _notes;
    private readonly ValueReader _values;
    private readonly SectionReader _sections;

    public SweepFileChecker(ErrorList errors, List<string> notes)
    {
        (_errors, _notes) = (errors, notes);
        _values = new(errors);
        _sections = new(errors, _values);
    }

    /// <returns>Null when an error was added.</returns>
    public SweepFile? Check(YamlNode root)
    {
        if (root is not YamlMap map)
        {
            if (root is not YamlRefused) _errors.Add(root.At, $"a sweep file must be a block of 'key: value' lines, not {ValueReader.Kind(root)}");
            return null;
        }

        var entries = KeyReader.Entries(map, KeyReader.TopLevel, _errors).ToDictionary(e => e.Key.Text, e => e, StringComparer.Ordinal);
        foreach (var key in (string[])["name", "data", "grids"])
        {
            if (!entries.ContainsKey(key)) _errors.Add(map.At, $"key '{key}' is missing");
        }

        var name = Name(entries.GetValueOrDefault("name"));
        var seeds = Seeds(entries.GetValueOrDefault("seeds"));
        var dataChecker = new DataChecker(_errors, _sections);
        var data = dataChecker.Data(entries.GetValueOrDefault("data")?.Value);
        var evaluation = dataChecker.Evaluation(entries.GetValueOrDefault("evaluation")?.Value, data);
        var fixedValues = FixedValues(entries);
        var grids = entries.TryGetValue("grids", out var gridsEntry) ? Grids(gridsEntry, seeds, Validates(entries.GetValueOrDefault("data"))) : [];
        if (_errors.Any || data is null) return null;

        NoteUnused(fixedValues, grids);
        var expansion = new TrialExpansion(
            new(data, evaluation), fixedValues.ToImmutableDictionary(p => p.Key, p => p.Value.Value), [.. seeds.Select(s => s.WholeNumber)]);
        var trials = expansion.Of(grids, out var repeated);
        if (trials.IsEmpty) _errors.Add(gridsEntry!.Key.At, "the excludes leave no trial");
        if (repeated > 0) _notes.Add($"trials asked for more than once: {repeated.ToString("N0", CultureInfo.InvariantCulture)}; each runs once");
        return _errors.Any ? null : new(name, [.. seeds.Select(s => s.WholeNumber)], data, evaluation, grids, trials, expansion.NamedSettings(grids));
    }

    private string Name(YamlEntry? entry)
    {
        if (entry is null or { Value: YamlRefused }) return "";
        if (entry.Value is YamlScalar scalar && NamePattern().IsMatch(scalar.Text)) return scalar.Text;
        _errors.Add(entry.Value.At, $"'name' must be 1 to 64 of a-z, 0-9 and '-', not {ValueReader.Kind(entry.Value)}");
        return "";
    }

    private ImmutableArray<SettingValue> Seeds(YamlEntry? entry)
    {
        if (entry is null) return [SettingValue.Of(1)];
        return _values.Single(SeedsKey, entry.Value) is { } seeds ? [.. seeds.WholeNumbers.Select(SettingValue.Of)] : [];
    }

    /// <summary>What <c>training</c> and <c>defaults</c> give, which must not give the same key.</summary>
    private Dictionary<string, GivenValue> FixedValues(Dictionary<string, YamlEntry> entries)
    {
        var given = _sections.Read("training", entries.GetValueOrDefault("training")?.Value, TrainingSection.Settings);
        foreach (var (key, value) in _sections.Read("defaults", entries.GetValueOrDefault("defaults")?.Value, GridSettings.All))
        {
            if (!given.TryAdd(key, value)) _errors.Add(value.At, $"key '{key}' is given under 'training' already");
        }

        KeptShare.RequireOne(given.OrderBy(g => g.Value.At).Select(g => (g.Key, g.Value.At)), _errors);

        return given;
    }

    private ImmutableArray<GridDefinition> Grids(YamlEntry entry, ImmutableArray<SettingValue> seeds, bool validates)
    {
        if (entry.Value is YamlRefused) return [];
        if (entry.Value is not YamlList { Items: not [] } list)
        {
            _errors.Add(entry.Value.At, "'grids' must be a list of at least one grid, each with a 'method'");
            return [];
        }

        var checker = new GridChecker(_errors, _values, seeds, validates);
        ImmutableArray<GridDefinition> grids = [.. list.Items.Select(checker.Check).OfType<GridDefinition>()];
        var trials = grids.Sum(g => g.Points) * Math.Max(1, seeds.Length);
        if (trials > MaxTrials)
        {
            var count = trials < 1e15 ? trials.ToString("N0", CultureInfo.InvariantCulture) : "far too many";
            _errors.Add(entry.Key.At, $"the grids make {count} trials before excludes; at most {MaxTrials.ToString("N0", CultureInfo.InvariantCulture)} are planned");
        }

        return grids;
    }

    /// <remarks>Looks at what the block has, not at what could be read of it: a mistake is told once.</remarks>
    private static bool Validates(YamlEntry? data) => data?.Value is not YamlMap map || map.Entries.Any(e => e.Key.Text == "validation_images");

    private void NoteUnused(Dictionary<string, GivenValue> fixedValues, ImmutableArray<GridDefinition> grids)
    {
        var methods = grids.SelectMany(g => g.Methods).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in fixedValues.OrderBy(p => p.Value.At))
        {
            if (!GridSettings.MethodsUsing(key).Any(methods.Contains))
                _notes.Add($"line {value.At.Line.ToString(CultureInfo.InvariantCulture)}: '{key}' is used by no method of this file");
        }
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
