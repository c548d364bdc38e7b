using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class TheExamples
{
    [Theory]
    [InlineData("quickstart.yaml", 16, 60, 50)]
    [InlineData("cifar10-small.yaml", 8, 30, 25)]
    [InlineData("adasap-ablation.yaml", 294, 1416, 882)]
    [InlineData("adasap-table.yaml", 18, 90, 72)]
    [InlineData("adasap-criteria.yaml", 210, 1050, 738)]
    [InlineData("adasap-criteria.yaml", 40, 200, 144, true)]
    [InlineData("adasap-size-ratios.yaml", 240, 1200, 768)]
    [InlineData("adasap-size-ratios.yaml", 40, 200, 132, true)]
    [InlineData("adasap-radii.yaml", 111, 549, 387)]
    [InlineData("adasap-radii.yaml", 37, 183, 129, true)]
    [InlineData("sparse-adversarial-cifar10.yaml", 102, 228, 210)]
    [InlineData("sparse-adversarial-cifar10.yaml", 51, 114, 105, true)]
    [InlineData("sparse-adversarial-cifar100.yaml", 102, 228, 210)]
    [InlineData("sparse-adversarial-cifar100.yaml", 51, 114, 105, true)]
    [InlineData("sparse-adversarial-tiny-imagenet.yaml", 102, 228, 210)]
    [InlineData("sparse-adversarial-tiny-imagenet.yaml", 51, 114, 105, true)]
    [InlineData("sparse-adversarial-regularisers.yaml", 36, 96, 75)]
    [InlineData("sparse-adversarial-regularisers.yaml", 36, 96, 75, true)]
    [InlineData("image-folder.yaml", 2, 7, 6)]
    public void ArePlanned_WithTheSharingThatTheyPromise(string name, int trials, int alone, int together, bool small = false)
    {
        var result = SweepFile.Read(Path.Combine(Examples.Folder, name), small);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Notes);
        var plan = Planner.Plan(result.File!, Examples.Data());
        Assert.Equal((trials, alone, together), (plan.Trials.Length, plan.StagesWithoutSharing, plan.Stages.Length));
    }

    /// <summary>A figure in a header is a promise too.</summary>
    [Theory]
    [InlineData("adasap-criteria.yaml")]
    [InlineData("adasap-size-ratios.yaml")]
    [InlineData("adasap-radii.yaml")]
    [InlineData("adasap-ablation.yaml")]
    [InlineData("sparse-adversarial-cifar10.yaml")]
    [InlineData("sparse-adversarial-cifar100.yaml")]
    [InlineData("sparse-adversarial-tiny-imagenet.yaml")]
    [InlineData("sparse-adversarial-regularisers.yaml")]
    public void SayHowManyTrialsTheyHave(string name)
    {
        var path = Path.Combine(Examples.Folder, name);
        var header = string.Concat(File.ReadLines(path).TakeWhile(line => line.StartsWith('#')));
        Assert.Contains($"{SweepFile.Read(path).File!.Trials.Length} trials", header, StringComparison.Ordinal);
        if (SweepFile.Read(path, small: true).File is { } small) Assert.Contains($"With --small: {small.Trials.Length} trials", header, StringComparison.Ordinal);
    }

    public static TheoryData<string> Names => [.. Directory.GetFiles(Examples.Folder, "*.yaml").Select(path => Path.GetFileName(path))];

    /// <summary>A time is one that was measured, and stands among the results.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void SayWhatTheyShow_HowLongItTakes_AndTheCommand(string name)
    {
        var header = File.ReadLines(Path.Combine(Examples.Folder, name)).TakeWhile(line => line.StartsWith('#')).ToList();
        Assert.Contains(header, line => line.StartsWith("# Shows", StringComparison.Ordinal) || line.StartsWith("# Needs", StringComparison.Ordinal) || line.Contains("trials", StringComparison.Ordinal));
        Assert.Contains(header, line => line.StartsWith($"#     adasap run examples/{name}", StringComparison.Ordinal));
        var time = Assert.Single(header, line => line.StartsWith("# Time: ", StringComparison.Ordinal))["# Time: ".Length..];
        if (time.StartsWith("not measured", StringComparison.Ordinal)) return;
        var figure = time[..time.IndexOf(" s measured", StringComparison.Ordinal)];
        Assert.Contains(figure, File.ReadAllText(Path.Combine(Examples.Root(), "docs", "results.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void OfTheAblation_CostLessThanHalfOfWhatItsTrialsWouldAlone()
    {
        var plan = Planner.Plan(SweepFile.Read(Path.Combine(Examples.Folder, "adasap-ablation.yaml")).File!, Examples.Data(trainImages: 50_000, testImages: 10_000));

        var all = PlanTotals.Of(plan).All;

        Assert.InRange(all.Work / all.WorkAlone, 0.2, 0.5);
        Assert.InRange((double)all.Epochs / all.EpochsAlone, 0.2, 0.5);
    }

    [Fact]
    public void QuickstartFitsAFewMinutesOfTwoCores()
    {
        var file = SweepFile.Read(Path.Combine(Examples.Folder, "quickstart.yaml")).File!;
        var data = DataSetCatalogue.Locate(file.Trials[0].Surroundings.Data, null).Found!;

        // A forward pass of resnet8 on a 16 x 16 image takes about a tenth of a millisecond of one thread.
        Assert.InRange(Planner.Plan(file, data).Work * 0.1e-3, 50, 200);
    }
}
