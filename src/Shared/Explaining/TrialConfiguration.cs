using System.Collections.Immutable;
using System.Text.Json;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Explaining;

/// <summary>A stored trial's configuration under the keys of its sweep file, made to plan again with other values.</summary>
internal sealed record TrialConfiguration(string Method, long Seed, SettingValues Settings, SettingValues Data, SettingValues Evaluation)
{
    private const string MethodKey = "method";
    private const string SeedKey = "seed";

    /// <summary>Null when this version cannot make sense of it.</summary>
    /// <param name="json">See <see cref="TrialSpec.Configuration"/>.</param>
    public static TrialConfiguration? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            var method = root.GetProperty(MethodKey).GetString()!;
            if (!RecipeList.Methods.Contains(method)) return null;
            return new(
                method,
                root.GetProperty(SeedKey).GetInt64(),
                StoredSettings.Read(GridSettings.LayoutOf(method), root.GetProperty("settings")),
                StoredSettings.Read(DataSection.Layout, root.GetProperty("data")),
                StoredSettings.Read(EvaluationSection.Layout, root.GetProperty("evaluation")));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Every key that both have, and whose value is not the same; settings that follow from others come first.</summary>
    public IReadOnlyList<KeyDifference> Unlike(TrialConfiguration other)
    {
        var found = new List<KeyDifference>();
        Add(Settings, other.Settings, "");
        Add(Data, other.Data, "data.");
        Add(Evaluation, other.Evaluation, "evaluation.");
        if (Seed != other.Seed) found.Add(new(SeedKey, SettingValue.Of(Seed), SettingValue.Of(other.Seed), Follows: false));
        return [.. found.OrderByDescending(d => d.Follows)];

        void Add(SettingValues own, SettingValues others, string section)
        {
            foreach (var definition in own.Layout.Definitions.Where(d => others.Layout.Has(d.Name)))
            {
                var (left, right) = (own.Find(definition.Name), others.Find(definition.Name));
                if (!Equals(left, right)) found.Add(new(section + definition.Name, left, right, definition.DerivedDefault is not null));
            }
        }
    }

    public KeyDifference MethodUnlike(TrialConfiguration other) => new(MethodKey, SettingValue.Of(Method), SettingValue.Of(other.Method), Follows: false);

    /// <summary>Keys of this trial alone that have the one value and might be given the other.</summary>
    public IEnumerable<KeyDifference> Guesses(FieldDifference field, TrialConfiguration? besides)
    {
        if (field.Other is null) yield break;
        foreach (var definition in Settings.Layout.Definitions.Where(d => besides?.Settings.Layout.Has(d.Name) != true))
        {
            if (Settings.Find(definition.Name) is { } own && own.Json == field.Own && StoredSettings.Value(definition, field.Other) is { } other)
                yield return new(definition.Name, own, other, definition.DerivedDefault is not null);
        }
    }

    /// <summary>The same trial with the other values. A value that only followed from others follows them again.</summary>
    /// <param name="model">Whose method, and values for keys that this trial does not have, are taken when the method is among the changes.</param>
    public TrialConfiguration With(IReadOnlyCollection<KeyDifference> changes, TrialConfiguration? model)
    {
        var values = changes.ToDictionary(c => c.Key, c => c.Other, StringComparer.Ordinal);
        var method = values.ContainsKey(MethodKey) ? model! : this;
        return new(
            method.Method,
            values.TryGetValue(SeedKey, out var seed) ? seed!.WholeNumber : Seed,
            StoredSettings.Changed(Settings, method.Settings, values, ""),
            StoredSettings.Changed(Data, Data, values, "data."),
            StoredSettings.Changed(Evaluation, Evaluation, values, "evaluation."));
    }

    /// <summary>From the root to the stage of that kind; empty when the trial has none.</summary>
    public ImmutableArray<PlannedStep> PathTo(string kind)
    {
        var steps = RecipeList.Find(Method).Stages(new ResolvedTrial(Method, Seed, Settings, new(Data, Evaluation)));
        var count = steps.TakeWhile(s => s.Kind != kind).Count() + 1;
        return count > steps.Count ? [] : [.. steps.Take(count).Select(s => new PlannedStep(s.Kind, StageJson.Write(s.Settings)))];
    }
}

/// <summary>A stage of a path, as it goes into the key.</summary>
internal readonly record struct PlannedStep(string Kind, string Settings);

/// <summary>A key of the sweep file that two trials give different values.</summary>
/// <param name="Key">As people write it: the bare key, or <c>data.</c> and <c>evaluation.</c> before those of these sections.</param>
/// <param name="Follows">The setting may follow from others.</param>
internal sealed record KeyDifference(string Key, SettingValue? Own, SettingValue? Other, bool Follows);
