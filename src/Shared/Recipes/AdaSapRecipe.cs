using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>AdaSAP (arXiv 2306.14306): adaptive perturbation, removal of channels under it, then uniform perturbation.</summary>
public sealed class AdaSapRecipe : IRecipe
{
    public string Method => "adasap";

    public string Doc => "Adaptive sharpness-aware pruning of channels after dense pretraining.";

    public IReadOnlyList<string> Keys { get; } =
    [
        "pretrain_epochs", "adapt_epochs", "prune_epochs", "robust_epochs", "finetune_learning_rate",
        "rho_max", "rho_min", "radius_order", "metric", "normalisation", "perturb", "scope", "eta",
        "uniform_rho", "uniform_metric", "uniform_normalisation", "uniform_perturb", .. ChannelParts.Keys,
    ];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.Pretrain, trial => StageParts.Training(trial, "pretrain_epochs")),
        new(StageKinds.AdaSapAdapt, Adapt),
        new(StageKinds.AdaSapPrune, Prune),
        new(StageKinds.AdaSapRobust, Robust),
        new(StageKinds.Evaluate, ChannelParts.Evaluation),
    ];

    private static TrainingSettings? Adapt(RecipeInput trial) => trial.Settings.WholeNumber("adapt_epochs") == 0
        ? null
        : StageParts.Finetune(trial, "adapt_epochs") with { Perturbation = Adaptive(trial.Settings) };

    private static TrainingSettings Prune(RecipeInput trial) => StageParts.Finetune(trial, "prune_epochs") with
    {
        Perturbation = Adaptive(trial.Settings),
        ChannelPruning = ChannelParts.Pruning(trial.Settings),
    };

    private static TrainingSettings? Robust(RecipeInput trial) => trial.Settings.WholeNumber("robust_epochs") == 0
        ? null
        : StageParts.Finetune(trial, "robust_epochs") with { Perturbation = Uniform(trial.Settings) };

    private static PerturbationSettings Adaptive(SettingValues settings)
    {
        var (min, max) = (settings.Number("rho_min"), settings.Number("rho_max"));
        // Equal radii need no scores: trials that differ by criterion alone then share the step.
        var scored = min != max;
        return StageParts.Perturbation(settings, settings.Word("metric"), settings.Word("normalisation"), min, max, "perturb") with
        {
            Scope = scored ? settings.Word("scope") : null,
            Criterion = scored ? settings.Word("criterion") : null,
            GroupReduction = scored ? ChannelParts.GroupReduction(settings) : null,
            RadiusOrder = scored && settings.Find("radius_order")?.Word is { } order and not RadiusOrders.Unimportant ? order : null,
        };
    }

    private static PerturbationSettings Uniform(SettingValues settings)
    {
        var rho = settings.Number("uniform_rho");
        return StageParts.Perturbation(settings, settings.Word("uniform_metric"), settings.Word("uniform_normalisation"), rho, rho, "uniform_perturb");
    }
}
