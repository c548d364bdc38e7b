using AdaSapSweep.Shared.DataSetFiles;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Shared.SweepFiles.Drafting;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.SweepFiles;

public sealed class ADraft
{
    public static TheoryData<string> DataSetNames => [.. DataSets.All];

    public static TheoryData<string> Methods => [.. RecipeList.Methods];

    [Theory]
    [MemberData(nameof(DataSetNames))]
    public void OfEveryDataSet_CanBePlanned(string name)
    {
        foreach (var data in new[] { new DraftData(name, null, null, null, "x"), new DraftData(name, 30, 6, null, "x"), new DraftData(name, 70_000, 12_000, null, "x") })
            Planned(["sgd", "adasap", "flying-bird-plus"], data);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void OfEveryMethod_CanBePlanned(string method) =>
        Assert.All(Planned([method], new(DataSets.Cifar10, 50_000, 10_000, null, "x")).Trials, trial => Assert.Equal(method, trial.Method));

    [Fact]
    public void OfAllMethods_SharesWhatTheyHaveInCommon()
    {
        var plan = Planner.Plan(Planned(RecipeList.Methods, new(DataSets.Shapes, null, null, 16, "x")), Examples.Data());

        Assert.True(plan.Stages.Length < plan.StagesWithoutSharing);
    }

    [Theory]
    [InlineData(30, 6, null, null, "16")]
    [InlineData(70_000, 12_000, 5000L, 1000L, "50")]
    public void TakesTheFrontOfALargeSet_AndAllOfASmallOne(int train, int test, long? trained, long? tested, string batch)
    {
        var file = Planned(["sgd"], new(DataSets.ImageFolder, train, test, 48, "x"));

        Assert.Equal((trained, tested), (file.Data.Find("train_images")?.WholeNumber, file.Data.Find("test_images")?.WholeNumber));
        Assert.Equal(48, file.Data.WholeNumber("image_size"));
        Assert.Contains($"batch_size: {batch} ", Write(["sgd"], new(DataSets.ImageFolder, train, test, 48, "x")), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysWhatEachLineMeans()
    {
        var text = Write(["adasap", "flying-bird"], new(DataSets.Cifar10, 50_000, 10_000, null, "Ten kinds of things."));

        Assert.Contains("# Ten kinds of things.\n", text, StringComparison.Ordinal);
        Assert.Contains("size_ratio: [0.6, 0.4]         # Parameters kept, as a share of the dense network's.\n", text, StringComparison.Ordinal);
        Assert.Contains("  # Adversarial training from a random mask that is pruned and grown at constant sparsity.\n  - method: flying-bird\n", text, StringComparison.Ordinal);
        Assert.EndsWith("changes of the mask.\n", text, StringComparison.Ordinal);
    }

    /// <summary>A folder may be named so that its name, in a comment, would begin a line of the file.</summary>
    [Fact]
    public void KeepsNamesOfFilesInTheirComment()
    {
        var file = Examples.Checked(SweepDraft.Write("test", ["sgd"], new(DataSets.Shapes, null, null, 16, "in 'x\nname: y'"), ["adasap run 'a\nb'"], "c\nd"));

        Assert.Equal("test", file.Name);
    }

    private static SweepFile Planned(IReadOnlyList<string> methods, DraftData data)
    {
        var result = SweepFile.Parse(Write(methods, data));
        Assert.Empty(result.Errors);
        Assert.Empty(result.Notes);
        Planner.Plan(result.File!, new LocatedDataSet(data.Name, null, [], [], "fingerprint", data.TrainImages ?? 1000, data.TestImages ?? 400) { Classes = 10, Side = 32 });
        return result.File!;
    }

    private static string Write(IReadOnlyList<string> methods, DraftData data) => SweepDraft.Write("test", methods, data, ["adasap run sweep.yaml"], schema: null);
}
