using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>What a sparse network is compared with: a dense one of as many parameters.</summary>
public sealed class SmallDenseRecipe : IRecipe
{
    public string Method => "small-dense";

    public string Doc => "Dense adversarial training of a narrower network with as many parameters as a mask of `sparsity` leaves.";

    public IReadOnlyList<string> Keys { get; } = ["epochs", "sparsity", .. AdversarialParts.Keys, .. DistillationParts.Keys];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        .. DistillationParts.Dense(trial => AdversarialParts.Training(trial, "epochs") with { NarrowedLike = trial.Settings.Number("sparsity") }),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, best: true)),
    ];
}
