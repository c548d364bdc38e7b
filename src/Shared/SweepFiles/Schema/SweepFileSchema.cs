using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles.Checking;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.SweepFiles.Schema;

/// <summary>
/// Writes the JSON schema by which editors complete and check sweep files. It knows every key and value; what keys mean to each other, as a key
/// that none of a grid's methods uses, only the program tells.
/// </summary>
public static class SweepFileSchema
{
    /// <summary>The usual name of the file beside a sweep file.</summary>
    public const string FileName = "sweep-file.schema.json";

    private const string Seeds = "seeds";
    private const string Definitions = "definitions";

    // Before the names of definitions: a setting may have one value in one place and a list of them in another, and two sections may have the same name.
    private const string Data = "data.";
    private const string Evaluation = "evaluation.";
    private const string Single = "one.";
    private const string Axis = "axis.";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write()
    {
        var schema = Block("A sweep: grids of methods and settings, the data, and what is measured. See docs/sweep-file.md.", ["name", "data", "grids"], new()
        {
            ["name"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9-]{1,64}$", ["description"] = "Name of the sweep." },
            [Seeds] = Ref(Seeds),
            ["data"] = Fixed("The data set.", Data, DataSection.Settings, withRequired: true),
            ["training"] = Fixed("Fixed values of training settings, for all grids.", Single, TrainingSection.Settings),
            ["evaluation"] = Fixed("What is measured.", Evaluation, EvaluationSection.Settings),
            ["defaults"] = Fixed("Fixed values of any key of a grid, for all grids.", Single, GridSettings.All),
            ["grids"] = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Grid(), ["description"] = "Each makes a trial for every combination of its lists, and every seed." },
            [SmallShape.Key] = Small(),
        });
        var root = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#", ["title"] = "AdaSapSweep sweep file" };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            root[key] = value;
        }

        root[Definitions] = Shared();
        return root.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Shared()
    {
        var shared = new JsonObject { [Seeds] = SeedValues("Seeds of the trials.") };
        foreach (var setting in DataSection.Settings) shared[Data + setting.Name] = ValueSchema.Single(setting, ScopeOfData(setting));
        foreach (var setting in EvaluationSection.Settings) shared[Evaluation + setting.Name] = ValueSchema.Single(setting, "");
        foreach (var setting in GridSettings.All)
        {
            shared[Single + setting.Name] = ValueSchema.Single(setting, ScopeOfMethods(setting));
            shared[Axis + setting.Name] = ValueSchema.Axis(setting, ScopeOfMethods(setting));
        }

        return shared;
    }

    private static JsonObject SeedValues(string description)
    {
        JsonObject Seed() => new() { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = NumberRange.LargestExact };
        var values = ValueSchema.OrListOf(Seed(), Seed());
        values["description"] = description;
        return values;
    }

    private static JsonObject Grid()
    {
        var keys = Axes();
        keys.Insert(0, KeyReader.Method, Methods());
        keys[KeyReader.Exclude] = Exclude();
        return Block("A grid: a list is an axis.", [KeyReader.Method], keys);
    }

    private static JsonObject Exclude()
    {
        JsonObject Entry()
        {
            var keys = Axes();
            keys[KeyReader.Method] = Methods();
            keys[KeyReader.Seed] = Ref(Seeds);
            var entry = Block("Leaves out the trials at which all of these match.", [], keys);
            entry["minProperties"] = 1;
            return entry;
        }

        return new() { ["anyOf"] = new JsonArray(Entry(), new JsonObject { ["type"] = "array", ["items"] = Entry() }), ["description"] = "Trials that are left out." };
    }

    private static JsonObject Methods()
    {
        var methods = ValueSchema.OrListOf(ValueSchema.Words(RecipeList.Methods), ValueSchema.Words(RecipeList.Methods));
        methods["description"] = string.Join('\n', RecipeList.All.Select(recipe => $"{recipe.Method}: {recipe.Doc}"));
        return methods;
    }

    private static JsonObject Small() => Block("What --small changes, for a machine without a GPU.", [], new()
    {
        [Seeds] = Ref(Seeds),
        ["data"] = Fixed("In place of what 'data' says.", Data, DataSection.Settings),
        ["training"] = Fixed("In place of what 'training' says.", Single, TrainingSection.Settings),
        ["evaluation"] = Fixed("In place of what 'evaluation' says.", Evaluation, EvaluationSection.Settings),
        ["defaults"] = Fixed("In place of what 'defaults' says.", Single, GridSettings.All),
        ["grids"] = Block("In every grid that has the key.", [], Axes()),
    });

    private static JsonObject Axes() => new(GridSettings.All.Select(setting => KeyValuePair.Create<string, JsonNode?>(setting.Name, Ref(Axis + setting.Name))));

    /// <param name="home">What the names of the settings' definitions begin with.</param>
    private static JsonObject Fixed(string description, string home, IReadOnlyList<SettingDefinition> settings, bool withRequired = false) => Block(
        description,
        settings.Where(s => withRequired && s.Required).Select(s => s.Name),
        new(settings.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Name, Ref(home + s.Name)))));

    private static JsonObject Block(string description, IEnumerable<string> required, JsonObject properties)
    {
        var block = new JsonObject { ["type"] = "object", ["description"] = description, ["additionalProperties"] = false, ["properties"] = properties };
        JsonNode[] names = [.. required.Select(name => (JsonNode)name)];
        if (names.Length > 0) block["required"] = new JsonArray(names);
        return block;
    }

    private static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/{Definitions}/{definition}" };

    private static string ScopeOfData(SettingDefinition setting) => setting.DataSets is { } sets ? $" For {Words.And(sets)}." : "";

    private static string ScopeOfMethods(SettingDefinition setting)
    {
        var methods = GridSettings.MethodsUsing(setting.Name).ToList();
        return methods.Count == RecipeList.All.Count ? "" : $" For {Words.And(methods)}.";
    }
}
