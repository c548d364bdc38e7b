using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Flying Bird (arXiv 2202.09844): adversarial training under a mask that moves at constant sparsity.</summary>
public sealed class FlyingBirdRecipe : IRecipe
{
    public string Method => "flying-bird";

    public string Doc => "Adversarial training from a random mask that is pruned and grown at constant sparsity.";

    public IReadOnlyList<string> Keys { get; } =
        ["epochs", "sparsity", "budget", "update_interval", "death_rate", "final_death_rate", "growth", "regrow", "late_update_interval", .. AdversarialParts.Keys];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.DynamicSparseTrain, Train),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, sparsity: trial.Settings.Number("sparsity"), best: true)),
    ];

    private static TrainingSettings Train(RecipeInput trial)
    {
        var settings = trial.Settings;
        return AdversarialParts.Training(trial, "epochs") with
        {
            Mask = new()
            {
                Sparsity = settings.Number("sparsity"),
                Initial = InitialMasks.Random,
                Budget = settings.Word("budget"),
                Update = Update(settings),
            },
        };
    }

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
}
