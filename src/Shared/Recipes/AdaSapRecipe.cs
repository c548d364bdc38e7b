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
        "criterion", "size_ratio", "rho_max", "rho_min", "metric", "normalisation", "scope", "eta", "cuts", "pruning_schedule",
        "uniform_rho", "uniform_metric", "uniform_normalisation",
    ];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.Pretrain, trial => StageParts.Training(trial, "pretrain_epochs")),
        new(StageKinds.AdaSapAdapt, Adapt),
        new(StageKinds.AdaSapPrune, Prune),
        new(StageKinds.AdaSapRobust, Robust),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, sizeRatio: trial.Settings.Number("size_ratio"))),
    ];

    private static TrainingSettings? Adapt(RecipeInput trial) => trial.Settings.WholeNumber("adapt_epochs") == 0
        ? null
        : Finetune(trial, "adapt_epochs") with { Perturbation = Adaptive(trial.Settings) };

    private static TrainingSettings Prune(RecipeInput trial) => Finetune(trial, "prune_epochs") with
    {
        Perturbation = Adaptive(trial.Settings),
        ChannelPruning = new()
        {
            Criterion = trial.Settings.Word("criterion"),
            SizeRatio = trial.Settings.Number("size_ratio"),
            Cuts = trial.Settings.WholeNumber("cuts"),
            Schedule = trial.Settings.Word("pruning_schedule"),
        },
    };

    private static TrainingSettings? Robust(RecipeInput trial) => trial.Settings.WholeNumber("robust_epochs") == 0
        ? null
        : Finetune(trial, "robust_epochs") with { Perturbation = Uniform(trial.Settings) };

    private static TrainingSettings Finetune(RecipeInput trial, string epochsKey) => StageParts.Training(trial, epochsKey) with
    {
        Optimizer = StageParts.Optimizer(trial.Settings, "finetune_learning_rate", warmupEpochs: 0),
    };

    private static PerturbationSettings Adaptive(SettingValues settings)
    {
        var (min, max) = (settings.Number("rho_min"), settings.Number("rho_max"));
        // Equal radii need no scores: trials that differ by criterion alone then share the step.
        var scored = min != max;
        return Perturbation(settings.Word("metric"), settings.Word("normalisation"), min, max, settings.Number("eta")) with
        {
            Scope = scored ? settings.Word("scope") : null,
            Criterion = scored ? settings.Word("criterion") : null,
        };
    }

    private static PerturbationSettings Uniform(SettingValues settings)
    {
        var rho = settings.Number("uniform_rho");
        return Perturbation(settings.Word("uniform_metric"), settings.Word("uniform_normalisation"), rho, rho, settings.Number("eta"));
    }

    private static PerturbationSettings Perturbation(string metric, string normalisation, double min, double max, double eta) => new()
    {
        Metric = metric,
        Normalisation = normalisation,
        RhoMin = min,
        RhoMax = max,
        Eta = metric == SharpnessMetrics.Asam ? eta : 0,
    };
}
