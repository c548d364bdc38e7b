using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Forecasting;
using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Shared.SweepFiles;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Forecasting;

public sealed class APrediction
{
    private const long Megabyte = 1_000_000;

    /// <summary>Two trials that share their pretraining: two stages each after it.</summary>
    private const string Two = """
        name: two
        data: { name: shapes }
        grids:
          - { method: adasap, adapt_epochs: 0, robust_epochs: 0, pretrain_epochs: 7, prune_epochs: 3, size_ratio: [0.5, 0.25] }
        """;

    private static readonly SchedulingPolicy Policy = Scheduling.Plans.Policy;

    /// <summary>Pretraining 10 s, pruning 4 s, evaluation 1 s.</summary>
    private static readonly StageCosts Known = new(
        s => s.Kind switch { "pretrain" => 10, "adasap-prune" => 4, "evaluate" => 1, _ => null },
        s => s.Kind switch { "pretrain" or "adasap-prune" => Megabyte, _ => 0 },
        s => s.Kind == "pretrain" ? 300 * Megabyte : null);

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 15)]
    [InlineData(3, 15)]
    public void OfWallTime_IsThatOfTheScheduleOnTheSlots(int slots, double wall)
    {
        var prediction = Of(Plan(Two), slots: slots);

        Assert.Equal((wall, 20, 30, 300 * Megabyte), (prediction.WallSeconds!.Value, prediction.SecondsToRun!.Value, prediction.SecondsWithoutSharing!.Value, prediction.PeakMemoryBytes!.Value));
        Assert.False(prediction.IsBound);
    }

    [Fact]
    public void OfWallTime_TakesTheMemoryOfTheDevice()
    {
        var plan = Plan(Two);
        double? Wall(long bytes, bool measureFirst) => Forecast.Of(
            plan, new Dictionary<StageKey, StageRecord>(), Known with { OfDevice = (s, _) => s.Kind == "adasap-prune" ? 60 : null },
            Policy with { DeviceMemoryShare = 1, MeasureFirst = measureFirst }, 2, [new("cpu", false, bytes), new("cpu", false, bytes)]).WallSeconds;

        // Pretraining, then both prunings at a time or one after the other, with an evaluation beside or after them.
        Assert.Equal(15, Wall(120, measureFirst: false));
        Assert.Equal(10 + 4 + 4 + 1, Wall(119, measureFirst: false));
        Assert.Equal(10 + 4 + 1 + 1, Wall(120, measureFirst: true));
    }

    [Fact]
    public void OfStagesAndEpochs_IsExact()
    {
        var prediction = Of(Plan(Two));

        Assert.Equal((2, 5, 5, 7 + 3 + 3), (prediction.TrialsToRun, prediction.Stages, prediction.StagesToRun, prediction.EpochsToRun));
    }

    [Fact]
    public void LeavesOutWhatTheStoreHas()
    {
        var plan = Plan(Two);
        var done = Done(plan, "pretrain");
        foreach (var key in plan.Trials[0].Stages) done[key] = Succeeded(isGone: false);

        var prediction = Of(plan, done);

        Assert.Equal((1, 2, 3, 5), (prediction.TrialsToRun, prediction.StagesToRun, prediction.EpochsToRun, prediction.WallSeconds));
    }

    [Fact]
    public void CountsAStageThatRunsAgain_BecauseItsArtifactIsGone()
    {
        var plan = Plan(Two);
        var done = Done(plan, "pretrain");
        done[plan.Stages[0].Key] = Succeeded(isGone: true);

        var prediction = Of(plan, done);

        Assert.Equal((5, 7 + 3 + 3, 20), (prediction.StagesToRun, prediction.EpochsToRun, prediction.WallSeconds));
    }

    /// <summary>Highest while the second pruning runs: its artifact and a checkpoint of three times that, beside the pretrained network and, if it is kept, the first pruned one.</summary>
    [Theory]
    [InlineData(KeepArtifacts.All, 6)]
    [InlineData(KeepArtifacts.Leaves, 6)]
    [InlineData(KeepArtifacts.None, 5)]
    public void OfDisk_HoldsWhatRunsAndWhatStays(KeepArtifacts keep, int megabytes) =>
        Assert.Equal(megabytes * Megabyte, Of(Plan(Two), policy: Policy with { Keep = keep }).PeakDiskBytes);

    [Fact]
    public void WithoutAnyTimes_SaysForWhichKinds_AndStillCounts()
    {
        var prediction = Of(Plan(Two), costs: StageCosts.Unlearned);

        Assert.Null(prediction.WallSeconds);
        Assert.Equal(["pretrain", "adasap-prune", "evaluate"], prediction.UntimedKinds);
        Assert.Equal(5, prediction.StagesToRun);
        Assert.NotNull(prediction.PeakDiskBytes);
    }

    [Fact]
    public void OfABudgetThatNoStageFitsIn_IsAnErrorThatSaysTheLeast()
    {
        var error = Assert.Throws<UsageException>(() => Of(Plan(Two), policy: Policy with { DiskBudget = 4 * Megabyte }));

        // What a stage writes, four times 1 MB, beside a parent as large.
        Assert.Contains("5,000,000", error.Message, StringComparison.Ordinal);
        Assert.NotNull(Of(Plan(Two), policy: Policy with { DiskBudget = 5 * Megabyte }).WallSeconds);
    }

    [Fact]
    public void OfALargePlan_IsBoundedByWorkAndTheLongestPath()
    {
        var sizes = string.Join(", ", Enumerable.Range(1, Forecast.MostPlayed / 2).Select(i => (i / 1e5).ToString(CultureInfo.InvariantCulture)));
        var plan = Plan(Two.Replace("0.5, 0.25", sizes, StringComparison.Ordinal));

        var prediction = Of(plan, slots: 4);

        const int Trials = Forecast.MostPlayed / 2;
        Assert.True(prediction.IsBound);
        Assert.Equal((1 + (2 * Trials), 7 + (3L * Trials)), (prediction.StagesToRun, prediction.EpochsToRun));
        Assert.Equal((10 + (5 * Trials)) / 4.0, prediction.WallSeconds);
        Assert.Equal(15, Of(plan, slots: 100_000).WallSeconds);
    }

    private static PlanPrediction Of(
        SweepPlan plan, Dictionary<StageKey, StageRecord>? done = null, StageCosts? costs = null, SchedulingPolicy? policy = null, int slots = 1) =>
        Forecast.Of(plan, done ?? [], costs ?? Known, policy ?? Policy, slots);

    private static SweepPlan Plan(string text) => Planner.Plan(SweepFile.Parse(text).File!, new("shapes", null, [], [], "fingerprint", 100, 50));

    private static Dictionary<StageKey, StageRecord> Done(SweepPlan plan, string kind) =>
        plan.Stages.Where(s => s.Kind == kind).ToDictionary(s => s.Key, _ => Succeeded(isGone: false));

    private static StageRecord Succeeded(bool isGone) => new(StageState.Succeeded, new(1), new("a", Megabyte, ""), isGone);
}
