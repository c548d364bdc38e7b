using System.Text;
using AdaSapSweep.Shared.Recipes;

namespace AdaSapSweep.Shared.SweepFiles.Settings;

/// <summary>Writes the tables of the sweep file reference from the definitions that check the file.</summary>
public static class SettingReference
{
    private const string Begin = "<!-- begin generated: ";
    private const string End = "<!-- end generated -->";

    private static readonly Dictionary<string, Func<string>> Tables = new(StringComparer.Ordinal)
    {
        ["methods"] = Methods,
        ["data"] = () => Table(DataSection.Settings, d => d.DataSets is { } sets ? string.Join(", ", sets) : "all", "Data sets"),
        ["training"] = () => Table(TrainingSection.Settings),
        ["evaluation"] = () => Table(EvaluationSection.Settings),
        ["grid"] = () => Table(MethodSettings.All, UsedBy, "Methods"),
    };

    public static IEnumerable<string> Names => Tables.Keys;

    /// <summary>The same page with every generated table written anew.</summary>
    /// <exception cref="FormatException">A mark names no table, or has no end.</exception>
    public static string Refresh(string page)
    {
        var text = new StringBuilder();
        var rest = page.AsSpan();
        for (var begin = rest.IndexOf(Begin); begin >= 0; begin = rest.IndexOf(Begin))
        {
            var mark = rest[begin..];
            var close = mark.IndexOf(" -->");
            var end = mark.IndexOf(End);
            if (close < 0 || end < close) throw new FormatException("a generated table has no end mark");
            var name = mark[Begin.Length..close].ToString();
            if (!Tables.TryGetValue(name, out var table)) throw new FormatException($"no table '{name}'");
            text.Append(rest[..begin]).Append(Begin).Append(name).Append(" -->\n").Append(table()).Append(End);
            rest = mark[(end + End.Length)..];
        }

        return text.Append(rest).ToString();
    }

    private static string Methods()
    {
        var text = new StringBuilder("| Method | What it does |\n|---|---|\n");
        foreach (var recipe in RecipeList.All) text.Append("| `").Append(recipe.Method).Append("` | ").Append(recipe.Doc).Append(" |\n");
        return text.ToString();
    }

    private static string Table(IEnumerable<SettingDefinition> settings, Func<SettingDefinition, string>? scope = null, string scopeTitle = "")
    {
        var text = new StringBuilder("| Key | Value | Default |");
        text.Append(scope is null ? "" : $" {scopeTitle} |").Append(" Meaning |\n|---|---|---|").Append(scope is null ? "" : "---|").Append("---|\n");
        foreach (var setting in settings)
        {
            text.Append("| `").Append(setting.Name).Append("` | ").Append(Accepts(setting)).Append(" | ").Append(Default(setting)).Append(" | ");
            if (scope is not null) text.Append(scope(setting)).Append(" | ");
            text.Append(setting.Doc).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Accepts(SettingDefinition setting)
    {
        var vocabulary = string.Join(", ", setting.Vocabulary.Select(word => $"`{word}`"));
        return setting.Type switch
        {
            SettingType.Word => vocabulary,
            SettingType.Words => $"list of {vocabulary}",
            _ when setting.Range is { } range => $"{setting.Type.Phrase()}, {range}",
            _ => setting.Type.Phrase(),
        };
    }

    private static string Default(SettingDefinition setting) =>
        setting.Required ? "required" : setting.DefaultText ?? $"`{setting.Default!.Json.Trim('"')}`";

    private static string UsedBy(SettingDefinition setting)
    {
        var methods = GridSettings.MethodsUsing(setting.Name).ToList();
        return methods.Count == RecipeList.All.Count ? "all" : string.Join(", ", methods);
    }
}
