using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>The dense baseline. Its training is the pretraining of AdaSAP, and is shared with it where the epochs agree.</summary>
public sealed class SgdRecipe : IRecipe
{
    public string Method => "sgd";

    public string Doc => "Dense training on clean images.";

    public IReadOnlyList<string> Keys { get; } = ["epochs"];

    public IReadOnlyList<RecipeStage> Path { get; } =
        [new(StageKinds.Pretrain, trial => StageParts.Training(trial, "epochs")), new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial))];
}
