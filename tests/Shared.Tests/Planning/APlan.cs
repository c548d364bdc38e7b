using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.SweepFiles;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class APlan
{
    [Fact]
    public void TrainsTheSharedBeginningOnce()
    {
        var plan = Examples.Plan("""
            name: sharing
            seeds: [1, 2]
            data: { name: shapes }
            grids:
              - method: adasap
                criterion: [l2, taylor]
                size_ratio: [0.6, 0.4, 0.2]
              - method: sgd
                epochs: 30
            """);

        var counts = plan.Stages.CountBy(s => s.Kind).ToDictionary();
        Assert.Equal(2, counts["pretrain"]);
        Assert.Equal(4, counts["adasap-adapt"]);
        Assert.Equal(12, counts["adasap-prune"]);
        Assert.Equal(12, counts["adasap-robust"]);
        Assert.Equal(14, counts["evaluate"]);
        Assert.Equal((12 * 5) + (2 * 2), plan.StagesWithoutSharing);
        var totals = PlanTotals.Of(plan).All;
        Assert.Equal((plan.Stages.Length, plan.StagesWithoutSharing), (totals.Stages, totals.StagesAlone));
        Assert.Equal(((2 * 30) + (4 * 3) + (12 * 9) + (12 * 18), (12 * (30 + 3 + 9 + 18)) + (2 * 30)), (totals.Epochs, totals.EpochsAlone));
        Assert.Equal(plan.Work, totals.Work);
        Assert.True(totals.Work < totals.WorkAlone);
    }

    [Fact]
    public void ListsParentsBeforeChildren_AndPathsFromRootToEvaluation()
    {
        var plan = Examples.Plan(Examples.Quickstart);

        var placed = new HashSet<StageKey>();
        foreach (var stage in plan.Stages)
        {
            Assert.True(stage.Parent is null || placed.Contains(stage.Parent.Value));
            placed.Add(stage.Key);
        }

        var stages = plan.Stages.ToDictionary(s => s.Key);
        foreach (var trial in plan.Trials)
        {
            Assert.Null(stages[trial.Stages[0]].Parent);
            Assert.Equal("evaluate", stages[trial.Stages[^1]].Kind);
            Assert.All(trial.Stages.Skip(1).Zip(trial.Stages), pair => Assert.Equal(pair.Second, stages[pair.First].Parent));
        }
    }

    [Fact]
    public void IsTheSameEveryTime()
    {
        var (first, second) = (Examples.Plan(Examples.Quickstart), Examples.Plan(Examples.Quickstart));

        Assert.Equal(first.Stages, second.Stages);
        Assert.Equal(first.Trials.Select(t => (t.Id, t.Number, t.Configuration, t.Axes)), second.Trials.Select(t => (t.Id, t.Number, t.Configuration, t.Axes)));
    }

    [Fact]
    public void CallsTrialsByWhatVaries()
    {
        var plan = Examples.Plan("""
            name: axes
            seeds: [1, 2]
            data: { name: shapes }
            grids:
              - method: adasap
                rho_max: [0.2, 0.5]
                cuts: 4
              - method: sgd
            """);

        Assert.Equal(
            [
                """{"method":"adasap","rho_max":0.2,"seed":1}""", """{"method":"adasap","rho_max":0.2,"seed":2}""",
                """{"method":"adasap","rho_max":0.5,"seed":1}""", """{"method":"adasap","rho_max":0.5,"seed":2}""",
                """{"method":"sgd","seed":1}""", """{"method":"sgd","seed":2}""",
            ],
            plan.Trials.Select(t => t.Axes));
        Assert.Equal(Enumerable.Range(1, 6), plan.Trials.Select(t => t.Number));
    }

    [Fact]
    public void ShowsADerivedDefaultBesideTrialsThatNameTheSetting()
    {
        var plan = Examples.Plan("""
            name: axes
            data: { name: shapes }
            grids:
              - { method: adasap, rho_max: 0.5, rho_min: 0.1 }
              - { method: adasap, rho_max: 0.5 }
            """);

        Assert.Equal(
            ["""{"method":"adasap","rho_min":0.1,"seed":1}""", """{"method":"adasap","rho_min":0.0025,"seed":1}"""],
            plan.Trials.Select(t => t.Axes));
    }

    /// <summary>Else the trials of the two grids would pass for seeds of one another.</summary>
    [Fact]
    public void TellsTrialsApartByASettingThatSomeLeaveAlone()
    {
        var plan = Examples.Plan("""
            name: axes
            data: { name: shapes }
            grids:
              - method: [adversarial, sgd]
              - { method: adversarial, adversarial_loss: trades }
            """);

        Assert.Equal(
            ["""{"adversarial_loss":null,"method":"adversarial","seed":1}""", """{"method":"sgd","seed":1}""", """{"adversarial_loss":"trades","method":"adversarial","seed":1}"""],
            plan.Trials.Select(t => t.Axes));
    }

    [Fact]
    public void NamesATrialByTheHashOfItsConfiguration() =>
        Assert.All(Examples.Plan(Examples.Quickstart).Trials, trial => Assert.Equal(TrialId.Of(trial.Configuration), trial.Id));

    [Fact]
    public void KeepsATrialThatTwoGridsAskForOnce()
    {
        var result = SweepFile.Parse("""
            name: twice
            data: { name: shapes }
            grids:
              - { method: adasap, size_ratio: [0.6, 0.4] }
              - { method: adasap, size_ratio: [0.4, 0.2], rho_max: 0.5 }
            """);

        Assert.Equal(3, result.File!.Trials.Length);
        Assert.Equal(["trials asked for more than once: 1; each runs once"], result.Notes);
    }
}
