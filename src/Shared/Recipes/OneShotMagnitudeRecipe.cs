using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>
/// One-shot magnitude pruning: the smallest weights of a network that was trained adversarially go, the others train on. The dense stage is
/// that of the dense baseline, and is shared with it where the epochs agree.
/// </summary>
public sealed class OneShotMagnitudeRecipe : IRecipe
{
    public string Method => "one-shot-magnitude";

    public string Doc => "Dense adversarial training, then adversarial training of its largest weights alone.";

    public IReadOnlyList<string> Keys { get; } = ["epochs", "dense_epochs", "sparsity", .. AdversarialParts.Keys];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.AdversarialTrain, trial => AdversarialParts.Training(trial, "dense_epochs")),
        new(StageKinds.SparseTrain, trial => AdversarialParts.Training(trial, "epochs") with
        {
            Mask = new() { Sparsity = trial.Settings.Number("sparsity"), Initial = InitialMasks.Magnitude, LeastPerLayer = 1 },
        }),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, sparsity: trial.Settings.Number("sparsity"), best: true)),
    ];
}
