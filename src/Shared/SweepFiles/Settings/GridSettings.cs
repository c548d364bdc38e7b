using System.Collections.Frozen;
using System.Collections.Immutable;
using AdaSapSweep.Shared.Recipes;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>What a grid may set, and for which methods it means something.</summary>
public static class GridSettings
{
    /// <summary>Keys that every method uses beside the training settings.</summary>
    public static readonly ImmutableArray<string> Network = ["architecture", "stem"];

    public static readonly ImmutableArray<SettingDefinition> All = [.. TrainingSection.Settings, .. MethodSettings.All];

    private static readonly FrozenDictionary<string, SettingDefinition> ByName = All.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, SettingLayout> Layouts =
        RecipeList.All.ToFrozenDictionary(r => r.Method, LayoutFor, StringComparer.Ordinal);

    public static SettingDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The settings of a trial of that method.</summary>
    public static SettingLayout LayoutOf(string method) => Layouts[method];

    public static IEnumerable<string> MethodsUsing(string name) => RecipeList.Methods.Where(method => LayoutOf(method).Has(name));

    private static SettingLayout LayoutFor(IRecipe recipe) =>
        new([.. TrainingSection.Settings, .. recipe.Keys.Concat(Network).Select(key => DefinitionFor(recipe, key))]);

    private static SettingDefinition DefinitionFor(IRecipe recipe, string key) =>
        recipe.Defaults.TryGetValue(key, out var own) ? ByName[key] with { Default = own, DerivedDefault = null } : ByName[key];
}
