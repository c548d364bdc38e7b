using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Drafting;
using AdaSapSweep.Shared.SweepFiles.Schema;
using AdaSapSweep.Stages;
using NJsonSchema;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class TheSchema
{
    private static readonly string SchemaPath = Path.Combine(Examples.Root(), "docs", SweepFileSchema.FileName);

    private static readonly Lazy<Task<JsonSchema>> Schema = new(() => JsonSchema.FromJsonAsync(SweepFileSchema.Write()));

    public static TheoryData<string> Files => [.. Directory.GetFiles(Examples.Folder, "*.yaml").Select(path => Path.GetFileName(path))];

    /// <summary>To write the file anew after a change of the settings, run this test with ADASAP_WRITE_DOCS=1.</summary>
    [Fact]
    public void IsThatOfTheSettingsThatAreChecked()
    {
        if (Environment.GetEnvironmentVariable("ADASAP_WRITE_DOCS") == "1") File.WriteAllText(SchemaPath, SweepFileSchema.Write());

        Assert.Equal(SweepFileSchema.Write(), File.ReadAllText(SchemaPath).ReplaceLineEndings("\n"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task TakesEveryExample(string name) => Assert.Empty(await Mistakes(File.ReadAllText(Path.Combine(Examples.Folder, name))));

    [Fact]
    public async Task TakesADraftOfAllMethods() =>
        Assert.Empty(await Mistakes(SweepDraft.Write("test", RecipeList.Methods, new(DataSets.Shapes, null, null, 16, "x"), [], null)));

    [Theory]
    [InlineData("epochs: 10", "seeds: 3")]
    [InlineData("epochs: [10, 20]", "seeds: [1, 2]")]
    [InlineData("learning_rate: [1e-2, 1/10, .5]", "evaluation: { epsilon: 8/255, attacks: [], corruptions: contrast, severities: [1, 5] }")]
    [InlineData("milestones: [0.5, 0.75]", "training: { augment: false }")]
    [InlineData("milestones: [[0.5], [0.3, 0.6]]", "small: { seeds: 1, data: { train_images: 5 }, grids: { milestones: [0.2] } }")]
    [InlineData("epochs: [1, 2], exclude: { epochs: 1, seed: [1] }", "defaults: { architecture: resnet8 }")]
    [InlineData("epochs: [1, 2], exclude: [{ method: sgd, epochs: 2 }]", "seeds: 1")]
    public async Task TakesWhatTheProgramTakes(string grid, string rest)
    {
        var text = Text(grid, rest);
        Assert.Empty(SweepFile.Parse(text).Errors);
        Assert.Empty(await Mistakes(text));
    }

    [Theory]
    [InlineData("epochs: 0", "seeds: 1")]
    [InlineData("epochs: [1, 1]", "seeds: 1")]
    [InlineData("epochs: []", "seeds: 1")]
    [InlineData("epochs: 1.5", "seeds: 1")]
    [InlineData("epochs: '5'", "seeds: 1")]
    [InlineData("momentum: 1", "seeds: 1")]
    [InlineData("momentum: high", "seeds: 1")]
    [InlineData("learning_rate: 0", "seeds: 1")]
    [InlineData("augment: yes", "seeds: 1")]
    [InlineData("architecture: resnet9", "seeds: 1")]
    [InlineData("epoch: 5", "seeds: 1")]
    [InlineData("exclude: {}", "seeds: 1")]
    [InlineData("exclude: { colour: red }", "seeds: 1")]
    [InlineData("epochs: 1", "seeds: -1")]
    [InlineData("epochs: 1", "seeds: []")]
    [InlineData("epochs: 1", "seed: 1")]
    [InlineData("epochs: 1", "training: { epochs: 1 }")]
    [InlineData("epochs: 1", "training: { batch_size: [1, 2] }")]
    [InlineData("epochs: 1", "evaluation: { severities: [6] }")]
    [InlineData("epochs: 1", "evaluation: { corruptions: [fog-of-war] }")]
    [InlineData("epochs: 1", "small: { name: x }")]
    public async Task RefusesWhatTheProgramRefuses(string grid, string rest)
    {
        var text = Text(grid, rest);
        Assert.NotEmpty(SweepFile.Parse(text).Errors);
        Assert.NotEmpty(await Mistakes(text));
    }

    [Theory]
    [InlineData("name: test\ngrids: [{ method: sgd }]")]
    [InlineData("name: test\ndata: { name: shapes }")]
    [InlineData("name: test\ndata: { name: shapes }\ngrids: []")]
    [InlineData("name: test\ndata: { train_images: 5 }\ngrids: [{ method: sgd }]")]
    [InlineData("name: test\ndata: { name: shapes }\ngrids: [{ epochs: 5 }]")]
    [InlineData("name: test\ndata: { name: shapes }\ngrids: [{ method: sdg }]")]
    [InlineData("name: Test\ndata: { name: shapes }\ngrids: [{ method: sgd }]")]
    public async Task RefusesWhatLacksSomething(string text)
    {
        Assert.NotEmpty(SweepFile.Parse(text).Errors);
        Assert.NotEmpty(await Mistakes(text));
    }

    private static string Text(string grid, string rest) => $"name: test\ndata: {{ name: shapes }}\n{rest}\ngrids:\n  - {{ method: sgd, {grid} }}\n";

    private static async Task<IEnumerable<string>> Mistakes(string yaml)
    {
        var schema = await Schema.Value;
        return schema.Validate(YamlAsJson.Of(yaml)).Select(mistake => mistake.ToString());
    }
}
