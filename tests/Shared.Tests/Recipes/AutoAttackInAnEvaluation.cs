using AdaSapSweep.Shared.SweepFiles;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Tests.Recipes;

public sealed class AutoAttackInAnEvaluation
{
    [Theory]
    [InlineData("")]
    [InlineData("attacks: []")]
    [InlineData("autoattack_images: 10")]
    public void ThatIsNotAskedFor_IsNotThereAndChangesNoKey(string evaluation)
    {
        Assert.Null(Of(evaluation).AutoAttack);
        Assert.Equal(Key(""), Key(evaluation));
        Assert.NotEqual(Key(""), Key("attacks: [autoattack]"));
    }

    [Fact]
    public void HasTheBallOfTheEvaluation()
    {
        Assert.Equal(new() { Norm = "linf", Epsilon = 8.0 / 255 }, Of("attacks: [autoattack]").AutoAttack);
        Assert.Equal(
            new() { Norm = "l2", Epsilon = 0.5, Images = 40 }, Of("attacks: [autoattack], pgd_steps: 0, norm: l2, epsilon: 0.5, autoattack_images: 40").AutoAttack);
    }

    [Fact]
    public void StandsBesideFgsmAndCw_WhichHaveTheStepsOfPgd()
    {
        var both = Of("attacks: [fgsm, cw], pgd_steps: 7, step_size: 0.01, epsilon: 0.03, attack_images: 9");
        Assert.Equal(new() { Norm = "linf", Epsilon = 0.03, StepSize = 0.03, Steps = 1 }, both.Fgsm);
        Assert.Equal(both.Attack, both.Cw);
        Assert.Equal((9, null), (both.AttackImages, both.AutoAttack));
        var alone = Of("attacks: [cw], pgd_steps: 0, attack_images: 9");
        Assert.Equal((null, null, 20, 9), (alone.Attack, alone.Fgsm, alone.Cw!.Steps, alone.AttackImages));
        Assert.Equal((null, null, null), (Of("").Fgsm, Of("").Cw, Of("pgd_steps: 0, attack_images: 9").AttackImages));
    }

    [Fact]
    public void OfAnotherName_IsAMistake() =>
        Assert.Contains("autoattack", Assert.Single(SweepFile.Parse(Text("attacks: [autoatack]")).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void OfMoreImagesThanThereAre_IsAMistake() => Assert.Contains(
        "'autoattack_images' is 501, but there are 500 test images",
        Assert.Single(SweepFile.Parse(Text("attacks: [autoattack], autoattack_images: 501")).Errors).Message, StringComparison.Ordinal);

    private static EvaluationSettings Of(string evaluation) =>
        Assert.IsType<EvaluationSettings>(StageJson.Read("evaluate", Examples.Plan(Text(evaluation)).Stages[^1].Settings));

    private static string Key(string evaluation) => Examples.Plan(Text(evaluation)).Stages[^1].Settings;

    private static string Text(string evaluation) => $"name: test\ndata: {{ name: shapes }}\nevaluation: {{ {evaluation} }}\ngrids: [{{ method: sgd }}]\n";
}
