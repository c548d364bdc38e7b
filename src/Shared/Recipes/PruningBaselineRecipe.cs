using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>
/// What AdaSAP is compared with: the same pretraining, the same three stages of the same epochs and learning rates, the same cuts, but
/// every step of plain SGD, SAM or ASAM. The keys are AdaSAP's, so that one grid gives all methods equal epochs and sizes.
/// </summary>
/// <param name="metric">Null: plain SGD.</param>
public sealed class PruningBaselineRecipe(string? metric) : IRecipe
{
    public string Method => $"{metric ?? "sgd"}-prune";

    public string Doc => $"Pruning of channels after dense pretraining as in `adasap`, but all of it under {metric?.ToUpperInvariant() ?? "plain SGD"}.";

    public IReadOnlyList<string> Keys { get; } =
    [
        "pretrain_epochs", "adapt_epochs", "prune_epochs", "robust_epochs", "finetune_learning_rate", .. ChannelParts.Keys,
        .. metric is null ? [] : SharpnessRecipe.KeysOf(metric),
    ];

    public IReadOnlyDictionary<string, SettingValue> Defaults { get; } =
        metric is null ? new Dictionary<string, SettingValue>() : SharpnessRecipe.DefaultsOf(metric);

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.Pretrain, trial => StageParts.Training(trial, "pretrain_epochs")),
        new(StageKinds.DenseFinetune, trial => Finetune(trial, "adapt_epochs", metric)),
        new(StageKinds.ChannelPrune, trial => Finetune(trial, "prune_epochs", metric)! with { ChannelPruning = ChannelParts.Pruning(trial.Settings) }),
        new(StageKinds.Finetune, trial => Finetune(trial, "robust_epochs", metric)),
        new(StageKinds.Evaluate, ChannelParts.Evaluation),
    ];

    private static TrainingSettings? Finetune(RecipeInput trial, string epochsKey, string? metric) => trial.Settings.WholeNumber(epochsKey) == 0
        ? null
        : StageParts.Finetune(trial, epochsKey) with { Perturbation = metric is null ? null : SharpnessRecipe.Perturbation(trial.Settings, metric) };
}
