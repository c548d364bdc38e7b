using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>The sparse baselines of arXiv 2202.09844: adversarial training under a mask that is chosen before it and never moves.</summary>
public sealed class StaticSparseRecipe : IRecipe
{
    public string Method => "static-sparse";

    public string Doc => "Adversarial training under a mask that is chosen before it: at random, by magnitude, SNIP, GraSP or SynFlow.";

    public IReadOnlyList<string> Keys { get; } =
    [
        "epochs", "sparsity", "mask_criterion", "budget", "mask_images", "mask_images_per_class", "grasp_temperature", "synflow_rounds",
        .. AdversarialParts.Keys, .. DistillationParts.Keys,
    ];

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        .. DistillationParts.Teachers,
        new(StageKinds.SparseTrain, trial => DistillationParts.Student(trial, AdversarialParts.Training(trial, "epochs") with { Mask = Mask(trial.Settings) })),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial, sparsity: trial.Settings.Number("sparsity"), best: true)),
    ];

    /// <summary>A key of another criterion, and a default that is given, must not keep trials from sharing the stage.</summary>
    private static MaskSettings Mask(SettingValues settings)
    {
        var criterion = settings.Word("mask_criterion");
        var mask = new MaskSettings { Sparsity = settings.Number("sparsity"), Initial = criterion };
        if (criterion == InitialMasks.Random) return mask with { Budget = settings.Word("budget") };
        mask = mask with { LeastPerLayer = 1 };
        return criterion switch
        {
            InitialMasks.Snip => mask with { Images = (int?)settings.Find("mask_images")?.WholeNumber },
            InitialMasks.Grasp => mask with
            {
                ImagesPerClass = Unless(settings, "mask_images_per_class", MaskSettings.UsualImagesPerClass),
                Temperature = settings.Find("grasp_temperature")?.Number is { } given and not MaskSettings.UsualTemperature ? given : null,
            },
            InitialMasks.SynFlow => mask with { Rounds = Unless(settings, "synflow_rounds", MaskSettings.UsualRounds) },
            _ => mask,
        };
    }

    private static int? Unless(SettingValues settings, string key, int usual) =>
        settings.Find(key)?.WholeNumber is { } given && given != usual ? (int)given : null;
}
