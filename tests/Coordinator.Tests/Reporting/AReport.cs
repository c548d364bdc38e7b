using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AdaSapSweep.Coordinator.Reporting;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Reporting;

public sealed partial class AReport
{
    private const string Script = "<script>alert('\"&amp;')</script>";

    [Fact]
    public void OfNothing_HasASummaryAndTheFile()
    {
        var page = Reports.Parsed(Reports.Text(Reports.Data([])));
        Assert.Equal(["summary", "reproduce"], Reports.Sections(page));
        Assert.Equal("name: made-up\n", page.Descendants("pre").Single().Value);
    }

    [Fact]
    public void HasTheSectionsForWhichThereAreNumbers()
    {
        Assert.Equal(["summary", "results", "reproduce"], SectionsOf(("clean_accuracy", 0.5)));
        Assert.Equal(["summary", "results", "size", "reproduce"], SectionsOf(("clean_accuracy", 0.5), ("parameters", 1000)));
        Assert.Equal(["summary", "results", "corruptions", "reproduce"], SectionsOf(("clean_accuracy", 0.5), ("corruption_accuracy.fog", 0.4)));
        Assert.Equal(["summary", "reproduce"], SectionsOf());
    }

    [Fact]
    public void HasSensitivity_FromThreeValuesOfAnAxisOn()
    {
        List<TrialRow> trials = [.. Enumerable.Range(1, 3).Select(i => Reports.Trial(i, "adasap", new() { ["seed"] = 1, ["rho_max"] = i / 10.0 }, new() { ["clean_accuracy"] = 0.5 + i / 10.0 }))];
        var page = Reports.Parsed(Reports.Text(Reports.Data(trials)));
        var drawn = Reports.Section(page, "sensitivity");
        // 0.1 to 0.3 across, 60 to 80 % up.
        Assert.Equal([("56", "226"), ("211", "119"), ("366", "12")], Reports.Drawn(drawn, "circle", "mark").Where(c => c.Attribute("cy")!.Value != "7").Select(c => (c.Attribute("cx")!.Value, c.Attribute("cy")!.Value)));
        Assert.DoesNotContain("sensitivity", Reports.Sections(Reports.Parsed(Reports.Text(Reports.Data(trials[..2])))));
    }

    [Fact]
    public void HasNoPlotOverASizeThatAllHave_WhereAnotherSizeDiffers()
    {
        List<TrialRow> trials = [.. Enumerable.Range(1, 2).Select(i => Reports.Trial(i, "flying-bird", new() { ["sparsity"] = i / 10.0 }, new() { ["clean_accuracy"] = 0.5, ["parameters"] = 10, ["macs"] = 100, ["sparse_macs"] = 10 * i }))];
        var page = Reports.Parsed(Reports.Text(Reports.Data(trials)));
        Assert.Equal(["Clean accuracy against MACs of an image without zero weights"], Reports.Section(page, "size").Descendants("figcaption").Select(c => c.Value));
    }

    [Fact]
    public void NamesNoMethodUnderPlotsThatHaveNoneOfItsTrials()
    {
        List<TrialRow> trials =
        [
            Reports.Trial(1, "adasap", new() { ["seed"] = 1 }, new() { ["clean_accuracy"] = 0.5, ["parameters"] = 10 }),
            Reports.Trial(2, "sgd", new() { ["seed"] = 1 }, [], TrialState.Failed, "it broke"),
            Reports.Trial(3, "sam", new() { ["seed"] = 1 }, new() { ["clean_accuracy"] = 0.6, ["parameters"] = 20 }),
        ];
        var size = Reports.Section(Reports.Parsed(Reports.Text(Reports.Data(trials))), "size");
        Assert.Equal(["adasap", "sam"], size.Descendants("ul").Single().Descendants("span").Select(s => s.Value));
    }

    [Fact]
    public void SeedsAreNoAxisToBeSensitiveTo()
    {
        List<TrialRow> trials = [.. Enumerable.Range(1, 4).Select(i => Reports.Trial(i, "adasap", new() { ["seed"] = i }, new() { ["clean_accuracy"] = 0.5 }))];
        Assert.DoesNotContain("sensitivity", Reports.Sections(Reports.Parsed(Reports.Text(Reports.Data(trials)))));
    }

    [Fact]
    public void HasCurves_AndWhatRobustOverfittingLost()
    {
        List<EpochRow> rows = [];
        foreach (var (epoch, robust, training) in ((int, double, double)[])[(1, 0.2, 0.3), (2, 0.5, 0.6), (3, 0.375, 0.9)])
            rows.AddRange([new(StageKey.Of("a"u8), "adversarial-train", epoch, "validation_robust_accuracy", robust), new(StageKey.Of("a"u8), "adversarial-train", epoch, "accuracy", training)]);
        var trial = Reports.Trial(1, "adversarial", new() { ["seed"] = 1 }, []);
        var page = Reports.Parsed(Reports.Text(Reports.Data([trial], [EpochCurves.Of("adversarial", [rows], EpochNames.All)])));
        Assert.Equal(["summary", "curves", "overfitting", "reproduce"], Reports.Sections(page));
        Assert.Equal(["Training accuracy", "Validation accuracy under attack"], Reports.Section(page, "curves").Descendants("figcaption").Select(c => c.Value));
        var overfitting = Reports.Section(page, "overfitting");
        Assert.Equal(["adversarial", "1", "2", "50.0 %", "60.0 %", "3", "37.5 %", "90.0 %", "12.5 points"], overfitting.Descendants("td").Select(c => c.Value));
        Assert.Single(Reports.Drawn(overfitting, "path", "dashed"));
        // Epoch 2 of 1 to 3; 50 % on an axis of 20 to 100.
        Assert.Equal(("211", "145.8"), Reports.Drawn(overfitting, "circle", "peak").Select(c => (c.Attribute("cx")!.Value, c.Attribute("cy")!.Value)).Single());
    }

    [Fact]
    public void WhatComesFromAStore_IsText()
    {
        var trial = Reports.Trial(1, Script, new() { [Script] = Script }, new() { ["clean_accuracy"] = 0.5, ["parameters"] = 10 });
        var failed = Reports.Trial(2, Script, new() { [Script] = Script }, [], TrialState.Failed, Script + "\0\u001b[31m\ud800");
        var text = Reports.Text(Reports.Data([trial, failed], name: Script, text: Script));
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        var page = Reports.Parsed(text);
        Assert.Equal(Script, page.Descendants("h1").Single().Value);
        Assert.Equal(Script, page.Descendants("pre").Single().Value);
        Assert.Equal(Script + "\uFFFD\uFFFD[31m\uFFFD", Reports.Section(page, "failures").Descendants("span").Single().Value);
    }

    [Fact]
    public void NeedsNothingElse_AndReadsTheSameAsHtmlAndAsXml()
    {
        var text = Reports.Text(Large(60));
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)(src|srcset|data|background)\\s*=\\s*[\"']|url\\(|@import|<link|<script|<iframe|<object", text);
        Assert.DoesNotContain("http", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        // HTML reads an element of its own that closes itself as one that is left open.
        var closed = ClosesItself().Matches(text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Subset(new HashSet<string>(["meta", "path", "circle", "rect"], StringComparer.Ordinal), closed);
        // A style sheet is read as it stands.
        var style = text[text.IndexOf("<style>", StringComparison.Ordinal)..text.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.DoesNotContain('&', style);
        Assert.Equal(Reports.Sections(Reports.Parsed(text)).Distinct().Count(), Reports.Sections(Reports.Parsed(text)).Count);
    }

    [Fact]
    public void NumbersAreTheSameUnderEveryCulture()
    {
        var data = Large(20);
        var expected = Reports.Text(data);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", ".", "~");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, Reports.Text(data));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void OfTenThousandTrials_IsAFewMegabytes_AndSaysWhatIsLeftOut()
    {
        var text = Reports.Text(Large(10_000));
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 100_000, 4_000_000);
        Assert.Contains("300 of up to 5,000 settings", text, StringComparison.Ordinal);
        Assert.Contains("The first 200 of 5,000 settings are shown.", text, StringComparison.Ordinal);
        Assert.Contains("The first 40 of 5,000 settings are shown.", text, StringComparison.Ordinal);
        Assert.Contains("Neighbouring pieces are drawn as one", text, StringComparison.Ordinal);
        Assert.Contains("100 of 2,000 are listed.", text, StringComparison.Ordinal);
        // Twenty rows, and the others when they are asked for.
        var results = Reports.Section(Reports.Parsed(text), "results");
        Assert.Equal([20, 180], results.Descendants("tbody").Select(b => b.Elements("tr").Count()));
        Assert.Equal("180 more", results.Descendants("summary").Single().Value);
    }

    private static IReadOnlyList<string> SectionsOf(params (string Name, double Value)[] results) =>
        Reports.Sections(Reports.Parsed(Reports.Text(Reports.Data([Reports.Trial(1, "adasap", new() { ["seed"] = 1 }, results.ToDictionary(r => r.Name, r => r.Value))]))));

    /// <summary>Two seeds of each setting; every tenth attempt crashed.</summary>
    private static ReportData Large(int trials)
    {
        string[] kinds = ["fog", "snow", "frost", "contrast", "brightness", "pixelate", "jpeg_compression", "gaussian_noise", "shot_noise", "impulse_noise"];
        var random = new Random(7);
        var rows = new List<TrialRow>();
        var attempts = ImmutableArray.CreateBuilder<TimelineAttempt>();
        for (var i = 0; i < trials; i++)
        {
            var results = new Dictionary<string, double>
            {
                ["clean_accuracy"] = random.NextDouble(),
                ["pgd_accuracy"] = random.NextDouble(),
                ["corruption_accuracy"] = random.NextDouble(),
                ["autoattack_accuracy"] = random.NextDouble(),
                ["shifted_accuracy"] = random.NextDouble(),
                ["parameters"] = random.Next(10_000, 900_000),
                ["macs"] = random.Next(1_000_000, 90_000_000),
                ["sparse_macs"] = random.Next(1_000_000, 90_000_000),
            };
            foreach (var kind in kinds) results["corruption_accuracy." + kind] = random.NextDouble();
            rows.Add(Reports.Trial(i + 1, i % 4 < 2 ? "adasap" : "sgd-prune", new() { ["seed"] = i % 2, ["rho_max"] = i / 2 / 1000.0, ["criterion"] = "a criterion with a long name" }, results));
            var begin = Reports.At.AddSeconds(i);
            attempts.Add(new(
                new(
                    StageKey.Of(Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture))), new(1), new(FormattableString.Invariant($"cpu/{i % 4}")), i % 10 == 0 ? AttemptState.Failed : AttemptState.Succeeded,
                    "it was ready", i % 10 == 0 ? FailureKind.Crash : null, i % 10 == 0 ? new string('x', 500) : null, begin, begin.AddSeconds(3.5), 3),
                null, "adasap-prune"));
        }
        attempts.AddRange(Enumerable.Range(0, trials / 10).Select(i => attempts[i * 10] with { Row = attempts[i * 10].Row with { Number = new(2), StartedAt = Reports.At.AddSeconds(trials + 5 + i), EndedAt = Reports.At.AddSeconds(trials + 6 + i) } }));
        var curves = Enumerable.Range(0, CurveChoice.MostSettings).Select(s => EpochCurves.Of(
            FormattableString.Invariant($"setting {s}"),
            [.. Enumerable.Range(0, 2).Select(_ => (IReadOnlyList<EpochRow>)[.. Enumerable.Range(1, 300).SelectMany(e => EpochNames.All.Select(name => new EpochRow(StageKey.Of("a"u8), "pretrain", e, name, random.NextDouble())))])],
            EpochNames.All));
        var run = new TimelineRun(1, Reports.At, Reports.At.AddSeconds(2 * trials), null);
        return Reports.Data(rows, [.. curves], new([run], [], attempts.ToImmutable()));
    }

    [GeneratedRegex("<([a-z0-9]+)(?: [^<>]*)?/>")]
    private static partial Regex ClosesItself();
}
