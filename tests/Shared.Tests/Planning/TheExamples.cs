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
    [InlineData("adasap-table.yaml", 12, 60, 48)]
    public void ArePlanned_WithTheSharingThatTheyPromise(string name, int trials, int alone, int together)
    {
        var result = SweepFile.Read(Path.Combine(Examples.Folder, name));

        Assert.Empty(result.Errors);
        Assert.Empty(result.Notes);
        var plan = Planner.Plan(result.File!, Examples.Data());
        Assert.Equal((trials, alone, together), (plan.Trials.Length, plan.StagesWithoutSharing, plan.Stages.Length));
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
