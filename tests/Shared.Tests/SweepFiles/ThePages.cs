using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

/// <summary>Whole sweep files in pages for people: what is copied from there must run.</summary>
public sealed class ThePages
{
    private const string Begin = "```yaml\n";
    private const string End = "```";

    [Theory]
    [InlineData("README.md", 1)]
    [InlineData("docs/moving.md", 3)]
    [InlineData("docs/sweep-file.md", 1)]
    [InlineData("docs/results.md", 1)]
    public void ShowFilesThatCanBePlanned(string page, int least)
    {
        var files = File.ReadAllText(Path.Combine(Examples.Root(), page)).ReplaceLineEndings("\n").Split(Begin).Skip(1)
            .Select(rest => rest[..rest.IndexOf(End, StringComparison.Ordinal)]).Where(text => text.StartsWith("name:", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count >= least, $"{page} shows {files.Count}");
        Assert.All(files, text =>
        {
            var result = SweepFile.Parse(text);
            Assert.Empty(result.Errors);
            Assert.Empty(result.Notes);
            Assert.NotEmpty(Planner.Plan(result.File!, Examples.Data()).Stages);
        });
    }

    [Theory]
    [InlineData("prune", 12)]
    [InlineData("robust", 12)]
    [InlineData("sizes", 12)]
    public void OnMoving_MakeAsManyTrialsAsTheOtherToolWould(string name, int trials)
    {
        var text = File.ReadAllText(Path.Combine(Examples.Root(), "docs", "moving.md")).ReplaceLineEndings("\n").Split(Begin).Single(rest => rest.StartsWith($"name: {name}\n", StringComparison.Ordinal));
        Assert.Equal(trials, SweepFile.Parse(text[..text.IndexOf(End, StringComparison.Ordinal)]).File!.Trials.Length);
    }
}
