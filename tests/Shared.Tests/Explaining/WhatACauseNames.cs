using System.Collections.Immutable;
using System.Text;
using AdaSapSweep.Shared.Explaining;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;

namespace AdaSapSweep.Shared.Tests.Explaining;

public sealed class WhatACauseNames
{
    private const string AdaSap = """
        name: causes
        data: { name: shapes, train_images: 100, test_images: 50 }
        grids:
          - method: adasap
            size_ratio: 0.4
        """;

    private const string Dense = """
        name: causes
        data: { name: shapes, train_images: 100, test_images: 50 }
        grids:
          - method: sgd
            epochs: 20
        """;

    private readonly RecordedStages _stages = new();

    [Fact]
    public void IsNothing_WhenTheStoreHadNoStageOfTheKind()
    {
        var plan = Examples.Plan(AdaSap);
        _stages.Run(plan, 1);
        Assert.All(plan.Stages, stage => Assert.Equal((null, 0), (Cause(plan, stage.Kind).Nearest, Cause(plan, stage.Kind).Differences.Length)));
    }

    [Fact]
    public void IsTheContentOfTheDataSet()
    {
        _stages.Run(Examples.Plan(AdaSap), 1);
        var plan = Planner.Plan(Examples.Checked(AdaSap), Examples.Data("other content"));
        _stages.Run(plan, 2);
        foreach (var kind in plan.Stages.Select(s => s.Kind))
        {
            var difference = Assert.Single(Cause(plan, kind).Differences);
            Assert.Equal((DifferenceOf.Data, "other content", "fingerprint"), (difference.Of, difference.Own, difference.Other));
        }
    }

    [Theory]
    [InlineData("pretrain")]
    [InlineData("adasap-prune")]
    [InlineData("evaluate")]
    public void IsTheRecipeWhoseVersionIsAnother(string changed)
    {
        var plan = Examples.Plan(AdaSap);
        _stages.Run(plan, 1);
        var raised = WithVersion(plan, changed, 3);
        var added = _stages.Run(raised, 2);
        Assert.Equal(plan.Stages.SkipWhile(s => s.Kind != changed).Select(s => s.Kind), added.Select(s => s.Kind));
        foreach (var stage in added)
        {
            var difference = Assert.Single(Cause(raised, stage.Kind).Differences);
            Assert.Equal((DifferenceOf.Recipe, changed, "3", changed == "evaluate" ? "2" : "1"), (difference.Of, difference.Name, difference.Own, difference.Other));
        }
    }

    [Fact]
    public void IsTheKeyOfTheFile_WithTheStageThatItReachesFirst_AndWhereItShowsThere()
    {
        _stages.Run(Examples.Plan(AdaSap), 1);
        var plan = Examples.Plan($"{AdaSap}\n    rho_max: 0.3");
        _stages.Run(plan, 2);
        var difference = Assert.Single(Cause(plan, "evaluate").Differences);
        Assert.Equal(("rho_max", "0.3", "0.5", "adasap-adapt"), (difference.Name, difference.Own, difference.Other, difference.Kind));
        Assert.Equal(["perturbation.rho_max", "perturbation.rho_min"], difference.Fields);
    }

    [Fact]
    public void IsEveryKeyThatMakesTheDifference_AndNoneThatDoesNot()
    {
        _stages.Run(Examples.Plan(AdaSap), 1);
        var plan = Examples.Plan($"{AdaSap}\n    robust_epochs: 3\n    learning_rate: 0.2\n    cuts: 4");
        _stages.Run(plan, 2);
        Assert.Equal(["learning_rate"], Names(Cause(plan, "pretrain")));
        Assert.Equal(["learning_rate"], Names(Cause(plan, "adasap-adapt")));
        Assert.Equal(["cuts", "learning_rate"], Names(Cause(plan, "adasap-prune")));
        Assert.Equal(["cuts", "learning_rate", "robust_epochs"], Names(Cause(plan, "evaluate")));
    }

    [Fact]
    public void IsAStepThatTheOtherLeavesOut()
    {
        _stages.Run(Examples.Plan($"{AdaSap}\n    adapt_epochs: 0"), 1);
        var plan = Examples.Plan(AdaSap);
        _stages.Run(plan, 2);
        Assert.Equal(["adapt_epochs"], Names(Cause(plan, "adasap-prune")));
    }

    /// <summary>The two methods share the stage, and call its epochs by different keys.</summary>
    [Fact]
    public void IsTheTrialsOwnKey_WhenTheNearestStageIsOfAnotherMethod()
    {
        _stages.Run(Examples.Plan(Dense), 1);
        var plan = Examples.Plan(AdaSap);
        _stages.Run(plan, 2);
        var difference = Assert.Single(Cause(plan, "pretrain").Differences);
        Assert.Equal(("pretrain_epochs", "30", "20"), (difference.Name, difference.Own, difference.Other));
        Assert.Equal(["method"], Names(Cause(plan, "evaluate")));
    }

    [Fact]
    public void IsTheFieldOfTheStage_WhenNoTrialIsLeftThatCouldSayMore()
    {
        _stages.Run(Examples.Plan(AdaSap), 1);
        var plan = Examples.Plan($"{AdaSap}\n    weight_decay: 0.1");
        _stages.Run(plan, 2);
        _stages.ForgetTrials();
        Assert.Equal(["weight_decay"], Names(Cause(plan, "adasap-robust")));
        Assert.Equal(["optimizer.weight_decay"], Names(_stages.Causes().Of(Key(plan, "adasap-robust"), null)));
    }

    private static string[] Names(StageCause cause) => [.. cause.Differences.Select(d => d.Name).Order(StringComparer.Ordinal)];

    private StageCause Cause(SweepPlan plan, string kind) =>
        _stages.Causes().Of(Key(plan, kind), new("causes", plan.Trials[0].Number, plan.Trials[0].Configuration));

    private static StageKey Key(SweepPlan plan, string kind) => plan.Stages.Single(s => s.Kind == kind).Key;

    /// <summary>The plan of a program whose recipe of one kind has that version.</summary>
    private static SweepPlan WithVersion(SweepPlan plan, string kind, int version)
    {
        var moved = new Dictionary<StageKey, StageKey>();
        var stages = ImmutableArray.CreateBuilder<StageSpec>();
        foreach (var stage in plan.Stages)
        {
            var (parent, raised) = (stage.Parent is { } old ? moved[old] : (StageKey?)null, stage.Kind == kind ? version : stage.RecipeVersion);
            var key = new StageClass(stage.Kind, raised, stage.DataFingerprint).Key(parent, Encoding.UTF8.GetBytes(stage.Settings));
            moved.Add(stage.Key, key);
            stages.Add(new(key, parent, stage.Kind, raised, stage.Settings, stage.DataFingerprint, stage.Work));
        }

        return plan with { Stages = stages.ToImmutable(), Trials = [.. plan.Trials.Select(t => t with { Stages = [.. t.Stages.Select(s => moved[s])] })] };
    }
}
