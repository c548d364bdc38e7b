using AdaSapSweep.Coordinator.Reporting;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Reporting;

public sealed class EpochCurvesOfTrials
{
    private static readonly StageKey Root = StageKey.Of("root"u8);
    private static readonly StageKey Rest = StageKey.Of("rest"u8);

    [Fact]
    public void CountEpochsOn_OverTheStages_AndAverageOverTheTrials()
    {
        EpochRow[] one = [new(Root, "pretrain", 1, "loss", 4), new(Root, "pretrain", 2, "loss", 2), new(Root, "pretrain", 3, "learning_rate", 1), new(Rest, "finetune", 1, "loss", 1)];
        EpochRow[] two = [new(Root, "pretrain", 1, "loss", 2), new(Root, "pretrain", 2, "loss", double.NaN), new(Root, "pretrain", 3, "learning_rate", 1)];
        var curves = EpochCurves.Of("any", [one, two], ["loss"]);
        Assert.Equal(2, curves.Trials);
        // The first stage has three epochs, though its loss has two.
        Assert.Equal(
            [new(1, "pretrain", 1, new Spread(3, Math.Sqrt(2), 2)), new(2, "pretrain", 2, new Spread(2, null, 1)), new CurvePoint(4, "finetune", 1, new Spread(1, null, 1))],
            curves.Curves["loss"]);
        Assert.Single(curves.Curves);
    }

    [Fact]
    public void AreChosenFromEachMethodInTurn_TheBestFirst()
    {
        List<TrialRow> trials = [];
        for (var i = 0; i < 12; i++) trials.Add(Reports.Trial(i + 1, i < 10 ? "adasap" : "sgd", new() { ["size"] = i }, new() { ["clean_accuracy"] = i % 10 / 10.0 }));
        var chosen = CurveChoice.Of(SettingsGroup.Of(trials), "clean_accuracy");
        Assert.Equal([5, 6, 7, 8, 9, 10, 11, 12], chosen.Select(g => g.Trials[0].Number));
    }
}
