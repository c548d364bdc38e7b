using AdaSapSweep.Shared.Recipes;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Recipes;

public sealed class AdversarialTraining
{
    private const double Epsilon = 8.0 / 255;

    /// <summary>Those that train on attacked images, each with the kind of stage that does.</summary>
    public static TheoryData<string, string> Methods => new()
    {
        { "adversarial", StageKinds.AdversarialTrain },
        { "robust-bird", StageKinds.SparseTrain },
        { "flying-bird", StageKinds.DynamicSparseTrain },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void CombinesWithTrades_AttackedInEvaluationMode(string method, string kind)
    {
        var plain = Trained(method, kind, "");
        var trades = Trained(method, kind, "adversarial_loss: trades");

        Assert.Equal(plain with { TradesBeta = 6, Attack = plain.Attack! with { TrainingMode = false } }, trades);
        Assert.Equal(plain with { TradesBeta = 1.5 }, Trained(method, kind, "adversarial_loss: trades\n    trades_beta: 1.5\n    attack_mode: training"));
        Assert.Equal(plain, Trained(method, kind, "adversarial_loss: cross-entropy\n    trades_beta: 1.5\n    training_attack: pgd\n    attack_mode: training"));
    }

    /// <summary>Worked example E9: 10/255 where the radius is 8/255.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void IsFast_InOneStepLongerThanTheRadius_InTheModeOfTheOfficialCode(string method, string kind)
    {
        var plain = Trained(method, kind, "");
        var fast = Trained(method, kind, "training_attack: fast\n    attack_steps: 7\n    attack_step_size: 0.1");

        Assert.Equal(plain with { Attack = plain.Attack! with { Steps = 1, StepSize = 1.25 * Epsilon, TrainingMode = method != "robust-bird" } }, fast);
        Assert.Equal(10.0 / 255, fast.Attack!.StepSize, 1e-15);
        Assert.True(Trained(method, kind, "training_attack: fast\n    attack_mode: training").Attack!.TrainingMode);
        Assert.False(Trained(method, kind, "training_attack: fast\n    attack_mode: evaluation").Attack!.TrainingMode);
    }

    [Theory]
    [InlineData("sgd", StageKinds.Pretrain, 0.5)]
    [InlineData("adversarial", StageKinds.AdversarialTrain, 0.5)]
    [InlineData("robust-bird", StageKinds.TicketSearch, 0.4)]
    [InlineData("robust-bird", StageKinds.SparseTrain, 0.4)]
    public void OnACycle_PeaksWhereTheOfficialCodeDoes_WithoutWarmUp(string method, string kind, double usual)
    {
        var cyclic = Trained(method, kind, "schedule: cyclic\n    warmup_epochs: 3").Optimizer;

        Assert.Equal(("cyclic", 0, usual), (cyclic.Schedule, cyclic.WarmupEpochs, cyclic.CyclicPeak));
        Assert.Equal(0.3, Trained(method, kind, "schedule: cyclic\n    cyclic_peak: 0.3").Optimizer.CyclicPeak);
        Assert.Null(Trained(method, kind, "cyclic_peak: 0.3").Optimizer.CyclicPeak);
    }

    private static TrainingSettings Trained(string method, string kind, string lines)
    {
        var file = Examples.Checked($"name: recipe\ndata: {{ name: shapes }}\ngrids:\n  - method: {method}\n    {lines}\n");
        var stages = RecipeList.Find(method).Stages(Assert.Single(file.Trials));
        return (TrainingSettings)stages.Single(s => s.Kind == kind).Settings;
    }
}
