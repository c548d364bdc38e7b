using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>The dense baseline of sparse adversarial training.</summary>
public sealed class AdversarialRecipe : IRecipe
{
    public string Method => "adversarial";

    public string Doc => "Dense training on attacked images.";

    public IReadOnlyList<string> Keys { get; } = ["epochs", .. AdversarialParts.Keys, .. DistillationParts.Keys];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        .. DistillationParts.Dense(trial => AdversarialParts.Training(trial, "epochs")),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, best: true)),
    ];
}
