using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.Tests.Explaining;

/// <summary>Random sweep texts, and the same text with one thing changed to a value that no trial had before.</summary>
internal sealed class Mutations(Random random)
{
    /// <summary>Settings of the file, with a value for each of them; lists are not axes here.</summary>
    private sealed record Draft(string[] Seeds, Dictionary<string, string> Data, Dictionary<string, string> Evaluation, string[] Methods, Dictionary<string, string[]> Grid)
    {
        public string Text() => $$"""
            name: mutated
            seeds: [{{string.Join(", ", Seeds)}}]
            data: { name: shapes, {{Members(Data)}} }
            evaluation: { {{Members(Evaluation)}} }
            grids:
              - method: [{{string.Join(", ", Methods)}}]
                {{string.Join("\n    ", Grid.Select(a => $"{a.Key}: {(a.Value.Length == 1 ? a.Value[0] : $"[{string.Join(", ", a.Value)}]")}"))}}
            """;

        private static string Members(Dictionary<string, string> section) => string.Join(", ", section.Select(s => $"{s.Key}: {s.Value}"));
    }

    /// <param name="Field">What the change is called.</param>
    public sealed record Mutation(string Before, string After, string Field);

    public Mutation Next()
    {
        var methods = Some(RecipeList.Methods, 1 + random.Next(2));
        var usable = GridSettings.All.Where(d => methods.All(m => GridSettings.LayoutOf(m).Has(d.Name)) && !d.Type.IsList()).ToList();
        var chosen = Some(usable, 2 + random.Next(4));
        var draft = new Draft(
            Some(["1", "2", "3", "4"], 1 + random.Next(2)),
            DataSection.Settings.Where(d => d.Type == SettingType.WholeNumber).ToDictionary(d => d.Name, d => Values(d, 1)[0]),
            EvaluationSection.Settings.Where(d => !d.Type.IsList() && d.Name is not (EvaluationSection.ShiftedName or EvaluationSection.ShiftedFolder)).ToDictionary(d => d.Name, d => Values(d, 1)[0]),
            methods,
            chosen.ToDictionary(d => d.Name, d => Values(d, 1 + random.Next(2))));
        return random.Next(6) switch
        {
            0 => new(draft.Text(), (draft with { Seeds = [.. draft.Seeds, "99"] }).Text(), "seed"),
            1 => Section(draft, draft.Data, DataSection.Settings, "data.", d => draft with { Data = d }),
            2 => Section(draft, draft.Evaluation, EvaluationSection.Settings, "evaluation.", d => draft with { Evaluation = d }),
            _ => OfTheGrid(draft, usable),
        };
    }

    private Mutation Section(
        Draft draft, Dictionary<string, string> section, IReadOnlyList<SettingDefinition> settings, string prefix, Func<Dictionary<string, string>, Draft> with)
    {
        var name = section.Keys.ElementAt(random.Next(section.Count));
        var definition = settings.Single(s => s.Name == name);
        var changed = new Dictionary<string, string>(section) { [definition.Name] = Another(definition, [section[definition.Name]]) };
        return new(draft.Text(), with(changed).Text(), prefix + definition.Name);
    }

    /// <summary>A value of an axis is replaced, an axis gets one more, or a setting that the file left alone gets a value.</summary>
    private Mutation OfTheGrid(Draft draft, List<SettingDefinition> usable)
    {
        var definition = usable[random.Next(usable.Count)];
        var before = draft.Grid.GetValueOrDefault(definition.Name, []);
        var another = Another(definition, before.Length > 0 ? before : [definition.Default?.Json.Trim('"') ?? ""]);
        var keepsOthers = before.Length > 0 && random.Next(2) == 0;
        var changed = new Dictionary<string, string[]>(draft.Grid) { [definition.Name] = keepsOthers ? [.. before, another] : [another] };
        return new(draft.Text(), (draft with { Grid = changed }).Text(), definition.Name);
    }

    private string Another(SettingDefinition definition, string[] not)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (Values(definition, 1)[0] is var value && !not.Contains(value)) return value;
        }

        throw new InvalidOperationException($"'{definition.Name}' has no other value");
    }

    private string[] Values(SettingDefinition definition, int count) => definition.Type switch
    {
        SettingType.Word => Some(definition.Vocabulary, Math.Min(count, definition.Vocabulary.Count - 1)),
        SettingType.Flag => [random.Next(2) == 0 ? "true" : "false"],
        // Of the eight or more training images some are held out, some are measured.
        SettingType.WholeNumber when definition.Name is "validation_images" or "training_images" => Some(["1", "2", "3", "4"], count),
        SettingType.WholeNumber => Some(["8", "9", "11", "12", "13", "17", "20"], count),
        SettingType.Number => Some(["0.11", "0.12", "0.13", "0.21", "0.34", "0.55"], count),
        _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Type, "no values are drawn for lists"),
    };

    private T[] Some<T>(IReadOnlyList<T> from, int count)
    {
        var all = from.ToArray();
        random.Shuffle(all);
        return all[..Math.Min(count, all.Length)];
    }
}
