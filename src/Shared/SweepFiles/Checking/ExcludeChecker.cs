using System.Collections.Immutable;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Checks the excludes of a grid: each names keys and values that the grid has, and matches at least one of its points.</summary>
internal sealed class ExcludeChecker(ErrorList errors, ValueReader values, ImmutableArray<SettingValue> seeds, GridDefinition grid)
{
    public ImmutableArray<GridExclusion> Check(YamlNode node)
    {
        if (node is YamlRefused) return [];
        var items = node is YamlList list ? list.Items : [node];
        return [.. items.Select(Exclusion).OfType<GridExclusion>()];
    }

    private GridExclusion? Exclusion(YamlNode node)
    {
        if (node is YamlRefused) return null;
        if (node is not YamlMap { Entries: not [] } map)
        {
            errors.Add(node.At, "an exclude must be a block of 'key: value' pairs with at least one key");
            return null;
        }

        var before = errors.Count;
        string[] known = [KeyReader.Method, KeyReader.Seed, .. grid.Axes.Select(axis => axis.Name)];
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key.Text) && GridSettings.Find(e.Key.Text) is not null))
            errors.Add(entry.Key.At, $"key '{entry.Key.Text}' is not set in this grid, so an exclude cannot match it");
        if (errors.Count > before) return null;
        GridCondition[] conditions = [.. KeyReader.Entries(map, known, errors).Select(Condition)];
        if (errors.Count > before) return null;
        if (!grid.Methods.IsEmpty && !grid.Methods.Any(method => Array.TrueForAll(conditions, c => Applies(c, method))))
            errors.Add(node.At, $"this exclude matches no trial: no method that it allows uses {Words.And(conditions.Select(c => Words.Quoted(c.Key)))}");
        return new([.. conditions]);
    }

    private static bool Applies(GridCondition condition, string method) => condition.Key switch
    {
        KeyReader.Seed => true,
        KeyReader.Method => condition.Values.Any(v => v.Word == method),
        _ => GridSettings.LayoutOf(method).Has(condition.Key),
    };

    private GridCondition Condition(YamlEntry entry)
    {
        var key = entry.Key.Text;
        var (definition, possible) = key switch
        {
            KeyReader.Method => (Setting.Word(key, null, grid.Methods, ""), [.. grid.Methods.Select(SettingValue.Of)]),
            KeyReader.Seed => (Setting.Integer(key, null, 0, NumberRange.LargestExact, ""), seeds),
            _ => (GridSettings.Find(key)!, grid.Axes.First(axis => axis.Name == key).Values),
        };
        var wanted = values.Axis(definition, entry.Value);
        // An axis that is itself wrong has no values; its own error is enough.
        foreach (var value in possible.IsEmpty ? [] : wanted.Where(v => !possible.Contains(v)))
            errors.Add(entry.Value.At, $"'{key}' has no value {Shown(value)} in this grid; it has {Words.And(possible.Select(Shown))}");
        return new(key, wanted);
    }

    private static string Shown(SettingValue value) => value.Json.Trim('"');
}
