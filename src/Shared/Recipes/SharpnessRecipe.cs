using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Dense training by SAM (Foret et al. 2021) or ASAM (Kwon et al. 2021) from random weights.</summary>
public sealed class SharpnessRecipe(string metric) : IRecipe
{
    /// <summary>Radii for CIFAR: SAM's own; of ASAM the one that AdaSAP's uniform step has here too.</summary>
    internal static SettingValue DefaultRadius(string metric) => SettingValue.Of(metric == SharpnessMetrics.Asam ? 1.0 : 0.05);

    internal static IReadOnlyList<string> KeysOf(string metric) => metric == SharpnessMetrics.Asam ? ["rho", "perturb", "eta"] : ["rho", "perturb"];

    /// <summary>Plain SAM or ASAM moves every parameter.</summary>
    internal static IReadOnlyDictionary<string, SettingValue> DefaultsOf(string metric) => new Dictionary<string, SettingValue>
    {
        ["rho"] = DefaultRadius(metric),
        ["perturb"] = SettingValue.Of(PerturbedParameters.Everything),
    };

    public string Method => metric;

    public string Doc => $"Dense training on clean images by {metric.ToUpperInvariant()}.";

    public IReadOnlyList<string> Keys { get; } = ["epochs", .. KeysOf(metric)];

    public IReadOnlyDictionary<string, SettingValue> Defaults { get; } = DefaultsOf(metric);

    public IReadOnlyList<RecipeStage> Path { get; } =
    [
        new(StageKinds.SharpnessTrain, trial => StageParts.Training(trial, "epochs") with { Perturbation = Perturbation(trial.Settings, metric) }),
        new(StageKinds.Evaluate, trial => StageParts.Evaluation(trial)),
    ];

    internal static PerturbationSettings Perturbation(SettingValues settings, string metric)
    {
        var rho = settings.Number("rho");
        return StageParts.Perturbation(settings, metric, Normalisations.Global, rho, rho, "perturb");
    }
}
