using System.Collections.Immutable;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Shared.SweepFiles.Yaml;

namespace AdaSapSweep.Shared.SweepFiles.Checking;

/// <summary>Checks one grid.</summary>
/// <param name="validates">The file holds images out.</param>
internal sealed class GridChecker(ErrorList errors, ValueReader values, ImmutableArray<SettingValue> seeds, bool validates)
{
    private static readonly SettingDefinition MethodKey = Setting.Word(KeyReader.Method, null, RecipeList.Methods, "");

    private static readonly string[] Known = [KeyReader.Method, KeyReader.Exclude, .. GridSettings.All.Select(s => s.Name)];

    /// <returns>Null when an error was added.</returns>
    public GridDefinition? Check(YamlNode node)
    {
        if (node is YamlRefused) return null;
        if (node is not YamlMap map)
        {
            errors.Add(node.At, $"a grid must be a block of 'key: value' lines, not {ValueReader.Kind(node)}");
            return null;
        }

        var before = errors.Count;
        var entries = KeyReader.Entries(map, Known, errors);
        var methods = Methods(map, entries);
        KeptShare.RequireOne(entries.Select(e => (e.Key.Text, e.Key.At)), errors);
        var axes = ImmutableArray.CreateBuilder<GridAxis>();
        foreach (var entry in entries)
        {
            if (GridSettings.Find(entry.Key.Text) is not { } definition) continue;
            CheckMeaning(entry.Key, methods);
            axes.Add(new(definition.Name, values.Axis(definition, entry.Value)));
        }

        var grid = new GridDefinition(methods, axes.ToImmutable(), []);
        if (entries.FirstOrDefault(e => e.Key.Text == KeyReader.Exclude) is { } exclude)
            grid = grid with { Excludes = new ExcludeChecker(errors, values, seeds, grid).Check(exclude.Value) };
        return errors.Count == before ? grid : null;
    }

    private ImmutableArray<string> Methods(YamlMap map, IReadOnlyList<YamlEntry> entries)
    {
        if (entries.FirstOrDefault(e => e.Key.Text == KeyReader.Method) is { } entry)
        {
            ImmutableArray<string> methods = [.. values.Axis(MethodKey, entry.Value).Select(v => v.Word)];
            if (!validates && methods.FirstOrDefault(method => RecipeList.Find(method).NeedsValidation) is { } needing)
                errors.Add(entry.Value.At, $"method '{needing}' decides by images held out of training; say how many with 'validation_images' under 'data'");
            return methods;
        }

        errors.Add(map.At, $"key 'method' is missing in this grid; it can be {Words.Or(RecipeList.Methods)}");
        return [];
    }

    private void CheckMeaning(YamlScalar key, ImmutableArray<string> methods)
    {
        var users = GridSettings.MethodsUsing(key.Text).ToList();
        if (methods.IsEmpty || methods.Any(users.Contains)) return;
        var asked = methods.Length == 1 ? $"method '{methods[0]}'" : $"methods {Words.And(methods.Select(Words.Quoted))}";
        errors.Add(key.At, $"'{key.Text}' has no meaning for {asked}; it belongs to {Words.And(users)}");
    }
}
