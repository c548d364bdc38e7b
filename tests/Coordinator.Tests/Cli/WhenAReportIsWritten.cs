using System.Xml.Linq;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Tests.Reporting;
using AdaSapSweep.TestSupport;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Cli;

[Collection(Terminal.Name)]
public sealed class WhenAReportIsWritten : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _out = new();

    public void Dispose()
    {
        _folder.Dispose();
        _out.Dispose();
    }

    [Fact]
    public async Task OneFileAppears_WithASectionForEverythingThatTheSweepHas()
    {
        var page = await Written(ASweepWithCurves.WriteTo(_folder));
        Assert.Equal(["summary", "results", "size", "corruptions", "sensitivity", "curves", "overfitting", "timeline", "reproduce"], Reports.Sections(page));
        Assert.Equal([_out["report.html"]], Directory.GetFileSystemEntries(_out["."]).Select(Path.GetFullPath));
        Assert.Equal(ASweepWithCurves.Text, page.Descendants("pre").Single().Value);
        Assert.Equal("1, 2", Fact(page, "reproduce", "seeds"));
        Assert.Equal(("0.0.1", "cpu"), (Fact(page, "reproduce", "adasapsweep"), Fact(page, "reproduce", "device")));
        Assert.Equal("./adasap run sweep.yaml", Fact(page, "reproduce", "command"));
        Assert.DoesNotContain("steps", Reports.Section(page, "reproduce").Descendants("dt").Select(d => d.Value));
    }

    [Fact]
    public async Task MeansAreOverSeeds_AndTheBestComesFirst()
    {
        var page = await Written(ASweepWithCurves.WriteTo(_folder));
        // Trials 5 and 6 are the two seeds of the last size: 50 and 60 %.
        Assert.Equal(
            ["adasap", "0.2", "2", "55.0 ± 7.1 %", "27.5 ± 3.5 %", "36.7 ± 4.7 %", "5,500 ± 707", "110,000 ± 14,142"],
            Reports.Section(page, "results").Descendants("tbody").Single().Elements("tr").First().Elements("td").Select(c => c.Value));
        Assert.Equal(3, Reports.Section(page, "size").Descendants("table").Single().Descendants("tr").Count(r => r.Value.StartsWith("clean accuracyparameters", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OfASweepThatWasKilled_TheSummaryIsThatOfItsTimeline()
    {
        var page = await Written(ASweepThatWasKilled.WriteTo(_folder));
        Assert.Equal(["summary", "timeline", "failures", "reproduce"], Reports.Sections(page));
        Assert.Equal(
            """
            data set: shapes
            trials: 3: 3 succeeded
            stages: 7: 7 succeeded
            methods: adasap
            attempts: 10 attempts, 3 of them came to nothing
            runs: 2 runs, 2026-01-02 03:04:05 to 2026-01-02 03:05:29 UTC
            wall time: 50.0 s of running, 100 s of all slots together
            """,
            string.Join('\n', Reports.Section(page, "summary").Descendants("dt").Select(d => $"{d.Value}: {d.ElementsAfterSelf("dd").First().Value}")));
        // 14 s of the first run's 26 were the second slot's first attempt, of 50 s that are 792 wide.
        Assert.Contains(Reports.Drawn(Reports.Section(page, "timeline"), "rect", "c1"), r => r.Attribute("width")!.Value == "221.8");
        Assert.Equal(["it broke", "its process is gone", "its process is gone"], Reports.Section(page, "failures").Descendants("span").Select(s => s.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WhatFailed_StandsWithItsReason()
    {
        var page = await Written(ASweepToExplain.WriteTo(_folder));
        Assert.Equal(["2", "adasap", "seed=1 size_ratio=0.4", "adasap-prune failed: the loss is NaN"], Reports.Section(page, "failures").Descendants("tbody").First().Descendants("td").Select(c => c.Value));
    }

    [Fact]
    public async Task OfASweepThatHasNotBegun_ItSaysSo()
    {
        var page = await Written(Terminal.StoreWithASweep(_folder));
        Assert.Equal("nothing has run yet", Fact(page, "summary", "runs"));
    }

    [Fact]
    public async Task AFileThatIsThere_StaysUnlessItMayBeReplaced()
    {
        var store = ASweepToExplain.WriteTo(_folder);
        File.WriteAllText(_out["report.html"], "mine");
        var printed = await Report(store);
        Assert.Equal(ExitCode.Failed, printed.ExitCode);
        Assert.Contains("is there already; '--force' replaces it", printed.Errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_out["report.html"]));
        Assert.Equal(ExitCode.Ok, (await Report(store, "--force")).ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(_out["report.html"]));
    }

    [Theory]
    [InlineData("quickstart", "quickstart")]
    [InlineData("../../etc/<x>", "etc--x-")]
    [InlineData("..", "sweep")]
    public void TheUsualName_StaysInTheFolder(string sweep, string expected) => Assert.Equal(expected, ReportVerb.FileName(sweep));

    [Fact]
    public async Task AMistake_IsAPlainLine()
    {
        var store = ASweepToExplain.WriteTo(_folder);
        Assert.Contains("did you mean 'explained'?", (await Mistake(store, "--sweep", "explaind")), StringComparison.Ordinal);
        Assert.Contains("there is no store at", await Mistake(_folder["none.db"]), StringComparison.Ordinal);
        Directory.CreateDirectory(_out["report.html"]);
        Assert.Contains("is a folder; expected the name of a file", await Mistake(store, "--force"), StringComparison.Ordinal);
    }

    private static string Fact(XElement page, string section, string name) =>
        Reports.Section(page, section).Descendants("dt").Single(d => d.Value == name).ElementsAfterSelf("dd").First().Value;

    private async Task<string> Mistake(string store, params string[] more)
    {
        var printed = await Report(store, more);
        Assert.True(printed.ExitCode == ExitCode.Usage, printed.ToString());
        Assert.Empty(printed.Output);
        return printed.Errors;
    }

    private async Task<XElement> Written(string store)
    {
        var printed = await Report(store);
        Assert.True(printed.ExitCode == ExitCode.Ok, printed.ToString());
        Assert.Equal(Path.GetFullPath(_out["report.html"]), printed.Output.Trim());
        return Reports.Parsed(File.ReadAllText(_out["report.html"]));
    }

    private Task<Terminal.Printed> Report(string store, params string[] more) => Terminal.Run(["report", .. more, "--store", store, "--out", _out["report.html"]]);
}
