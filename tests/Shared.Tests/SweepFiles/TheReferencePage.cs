using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Settings;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class TheReferencePage
{
    private static readonly string PagePath = Path.Combine(Examples.Root(), "docs", "sweep-file.md");

    /// <summary>To write the page anew after a change of the settings, run this test with ADASAP_WRITE_DOCS=1.</summary>
    [Fact]
    public void HasTheTablesOfTheSettingsThatAreChecked()
    {
        var page = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        var fresh = SettingReference.Refresh(page);
        if (Environment.GetEnvironmentVariable("ADASAP_WRITE_DOCS") == "1") File.WriteAllText(PagePath, fresh);

        Assert.All(SettingReference.Names, name => Assert.Contains($"<!-- begin generated: {name} -->", page, StringComparison.Ordinal));
        Assert.Equal(fresh, File.ReadAllText(PagePath).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void ShowsAFileThatCanBePlanned()
    {
        var page = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        var example = page.Split("```yaml\n")[1].Split("```")[0];

        var result = SweepFile.Parse(example);

        Assert.Empty(result.Errors);
        Assert.Equal((3 + 4) * 2, result.File!.Trials.Length);
    }

    [Fact]
    public void RefusesAMarkThatNamesNoTable() =>
        Assert.Equal("no table 'colours'", Assert.Throws<FormatException>(() => SettingReference.Refresh("<!-- begin generated: colours --><!-- end generated -->")).Message);
}
