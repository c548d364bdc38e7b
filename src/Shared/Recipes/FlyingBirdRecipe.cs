using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>
/// Flying Bird (arXiv 2202.09844): adversarial training under a mask that moves at constant sparsity. Flying Bird+: the sparsity moves too, by what images held out say.
/// </summary>
/// <param name="adaptive">Flying Bird+.</param>
public sealed class FlyingBirdRecipe(bool adaptive) : IRecipe
{
    private static readonly IReadOnlyList<string> AdaptiveKeys =
    [
        "density_window", "density_prune_ratio", "density_growth_ratio", "density_threshold", "density_start", "density_floor", "density_ceiling",
    ];

    public string Method => adaptive ? "flying-bird-plus" : "flying-bird";

    public string Doc => adaptive
        ? "Flying Bird whose sparsity follows robust accuracy and loss on images held out; needs `validation_images`."
        : "Adversarial training from a random mask that is pruned and grown at constant sparsity.";

    public bool NeedsValidation => adaptive;

    public IReadOnlyList<string> Keys { get; } =
    [
        "epochs", "sparsity", "budget", "update_interval", "death_rate", "final_death_rate", "growth", "regrow", "late_update_interval", .. adaptive ? AdaptiveKeys : [],
        .. AdversarialParts.Keys, .. DistillationParts.Keys,
    ];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        .. DistillationParts.Teachers,
        new(StageKinds.DynamicSparseTrain, trial => DistillationParts.Student(trial, Train(trial, adaptive))),
        // The sparsity that an adaptive trial begins with is not the one that it ends with.
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, sparsity: adaptive ? null : trial.Settings.Number("sparsity"), best: true)),
    ];

    private static TrainingSettings Train(RecipeInput trial, bool adaptive) => AdversarialParts.Training(trial, "epochs") with
    {
        Mask = new()
        {
            Sparsity = trial.Settings.Number("sparsity"),
            Initial = InitialMasks.Random,
            Budget = trial.Settings.Word("budget"),
            Update = Update(trial.Settings) with { Adaptive = adaptive ? Adaptive(trial.Settings) : null },
        },
    };

    private static MaskUpdateSettings Update(SettingValues settings)
    {
        var interval = settings.WholeNumber("update_interval");
        return new()
        {
            Interval = interval,
            InitialRate = settings.Number("death_rate"),
            FinalRate = settings.Number("final_death_rate"),
            Growth = settings.Word("growth"),
            Regrow = settings.Find("regrow")?.Word is { } regrow and not RegrowRules.Allowed ? regrow : null,
            LateInterval = settings.Find("late_update_interval")?.WholeNumber is { } late && late != interval ? (int)late : null,
        };
    }

    private static AdaptiveDensitySettings Adaptive(SettingValues settings) => new()
    {
        Window = settings.WholeNumber("density_window"),
        PruneRatio = settings.Number("density_prune_ratio"),
        GrowthRatio = settings.Number("density_growth_ratio"),
        Threshold = settings.Number("density_threshold"),
        StartShare = settings.Number("density_start"),
        Floor = settings.Find("density_floor")?.Number,
        Ceiling = settings.Find("density_ceiling")?.Number,
    };
}
