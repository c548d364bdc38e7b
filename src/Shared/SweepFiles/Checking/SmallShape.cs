using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>
/// The same sweep for a small machine: what the block <c>small</c> says comes in place of what the file says. It is a sweep of its own, by
/// the name of the file with <see cref="Suffix"/>, so that both can be in one store.
/// </summary>
/// <param name="Root">The file as it would be written, with every node where it stands.</param>
/// <param name="Lines">First and last line of the block.</param>
internal sealed record SmallShape(YamlMap Root, (int First, int Last) Lines)
{
    public const string Key = "small";
    public const string Suffix = "-small";

    private const string Seeds = "seeds";
    private const string Data = "data";
    private const string Training = "training";
    private const string Evaluation = "evaluation";
    private const string Defaults = "defaults";
    private const string Grids = "grids";

    /// <summary>Sections of the file that the block may have.</summary>
    public static readonly ImmutableArray<string> Sections = [Seeds, Data, Training, Evaluation, Defaults, Grids];

    /// <returns>Null when the file has no such block, or one with a mistake, which was added.</returns>
    public static SmallShape? Of(YamlNode root, ErrorList errors)
    {
        if (root is not YamlMap file || file.Entries.FirstOrDefault(e => e.Key.Text == Key) is not { } block || block.Value is YamlRefused) return null;
        if (block.Value is not YamlMap changes)
        {
            errors.Add(block.Value.At, $"'{Key}' must be a block of {Words.Or(Sections)}, not {ValueReader.Kind(block.Value)}");
            return null;
        }

        var before = errors.Count;
        var sections = KeyReader.Entries(changes, Sections, errors);
        var shape = sections.Aggregate(Renamed(file), (shape, section) => Changed(shape, section, errors));
        return errors.Count == before ? new(shape, (block.Key.At.Line, LastLine(block.Value))) : null;
    }

    private static YamlMap Renamed(YamlMap file) => Replace(file, "name", value => value is YamlScalar name ? name with { Text = name.Text + Suffix } : value);

    private static YamlMap Changed(YamlMap file, YamlEntry section, ErrorList errors)
    {
        if (section.Key.Text == Seeds) return Put(file, section);
        if (section.Value is not YamlMap values)
        {
            if (section.Value is not YamlRefused)
                errors.Add(section.Value.At, $"'{section.Key.Text}' must be a block of 'key: value' lines, not {ValueReader.Kind(section.Value)}");
            return file;
        }

        var known = section.Key.Text switch
        {
            Data => DataSection.Settings,
            Evaluation => EvaluationSection.Settings,
            Training => TrainingSection.Settings,
            _ => (IReadOnlyList<SettingDefinition>)GridSettings.All,
        };
        return KeyReader.Entries(values, [.. known.Select(s => s.Name)], errors).Aggregate(file, (shape, entry) => section.Key.Text switch
        {
            Grids => ChangedInGrids(shape, entry, errors),
            Training or Defaults => PutUnder(shape, section.Key with { Text = Home(shape, section.Key.Text, entry.Key.Text) }, entry),
            _ => PutUnder(shape, section.Key, entry),
        });
    }

    /// <summary>In every grid that gives the key; what a grid says differs from the defaults on purpose, so nothing less reaches it.</summary>
    private static YamlMap ChangedInGrids(YamlMap file, YamlEntry entry, ErrorList errors)
    {
        var found = false;
        var changed = Replace(file, Grids, grids => grids is YamlList list
            ? list with { Items = [.. list.Items.Select(grid => grid is YamlMap map ? Replace(map, entry.Key.Text, _ => Found(entry.Value)) : grid)] }
            : grids);
        if (!found) errors.Add(entry.Key.At, $"no grid gives '{entry.Key.Text}', so there is nothing to replace; under '{Defaults}' it counts for all of them");
        return changed;

        YamlNode Found(YamlNode value)
        {
            found = true;
            return value;
        }
    }

    /// <summary>The section that gives the key already: <c>training</c> and <c>defaults</c> may not both.</summary>
    private static string Home(YamlMap file, string section, string key) => Gives(file, Training, key) ? Training : Gives(file, Defaults, key) ? Defaults : section;

    private static bool Gives(YamlMap file, string section, string key) =>
        file.Entries.Any(e => e.Key.Text == section && e.Value is YamlMap map && map.Entries.Any(i => i.Key.Text == key));

    /// <summary>The entry in place of the one of its name within a section of the file, or as the last one of it.</summary>
    private static YamlMap PutUnder(YamlMap file, YamlScalar section, YamlEntry entry)
    {
        if (file.Entries.All(e => e.Key.Text != section.Text)) return Put(file, new(section, new YamlMap([entry], entry.Key.At)));
        return Replace(file, section.Text, value => value is YamlMap map ? Put(map, entry) : value);
    }

    private static YamlMap Put(YamlMap map, YamlEntry entry)
    {
        var at = map.Entries.IndexOf(map.Entries.FirstOrDefault(e => e.Key.Text == entry.Key.Text)!);
        return map with { Entries = at < 0 ? map.Entries.Add(entry) : map.Entries.SetItem(at, entry) };
    }

    private static YamlMap Replace(YamlMap map, string key, Func<YamlNode, YamlNode> change) =>
        map with { Entries = [.. map.Entries.Select(e => e.Key.Text == key ? e with { Value = change(e.Value) } : e)] };

    private static int LastLine(YamlNode node) => node switch
    {
        YamlMap { Entries: not [] } map => map.Entries.Max(e => Math.Max(e.Key.At.Line, LastLine(e.Value))),
        YamlList { Items: not [] } list => list.Items.Max(LastLine),
        _ => node.At.Line,
    };
}
