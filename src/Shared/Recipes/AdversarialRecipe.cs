using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>The dense baseline of sparse adversarial training.</summary>
public sealed class AdversarialRecipe : IRecipe
{
    public string Method => "adversarial";

    public string Doc => "Dense training on attacked images.";

    public IReadOnlyList<string> Keys { get; } = ["epochs", .. StageParts.AttackKeys];

    public IReadOnlyList<StageStep> Stages(ResolvedTrial trial)
    {
        var training = StageParts.Training(trial, "epochs") with { Attack = StageParts.Attack(trial.Settings) };
        return [new(StageKinds.AdversarialTrain, training), StageParts.Evaluate(trial)];
    }
}
