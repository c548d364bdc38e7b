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

    public IReadOnlyList<StageStep> Stages(ResolvedTrial trial)
    {
        var settings = trial.Settings;
        var sizeRatio = settings.Number("size_ratio");
        var adaptive = Adaptive(settings);
        var stages = new List<StageStep> { new(StageKinds.Pretrain, StageParts.Training(trial, "pretrain_epochs")) };
        if (settings.WholeNumber("adapt_epochs") > 0)
            stages.Add(new(StageKinds.AdaSapAdapt, Finetune(trial, "adapt_epochs") with { Perturbation = adaptive }));
        stages.Add(new(StageKinds.AdaSapPrune, Finetune(trial, "prune_epochs") with
        {
            Perturbation = adaptive,
            ChannelPruning = new()
            {
                Criterion = settings.Word("criterion"),
                SizeRatio = sizeRatio,
                Cuts = settings.WholeNumber("cuts"),
                Schedule = settings.Word("pruning_schedule"),
            },
        }));
        if (settings.WholeNumber("robust_epochs") > 0)
            stages.Add(new(StageKinds.AdaSapRobust, Finetune(trial, "robust_epochs") with { Perturbation = Uniform(settings) }));
        stages.Add(StageParts.Evaluate(trial, sizeRatio: sizeRatio));
        return stages;
    }

    private static TrainingSettings Finetune(ResolvedTrial trial, string epochsKey) => StageParts.Training(trial, epochsKey) with
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
