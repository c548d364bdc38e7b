using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Parts that several recipes put into their stages.</summary>
internal static class StageParts
{
    /// <summary>Keys of the attack that adversarial training is done under.</summary>
    public static readonly IReadOnlyList<string> AttackKeys = ["attack_norm", "attack_epsilon", "attack_step_size", "attack_steps", "validation_attack_steps"];

    /// <summary>Of the attack that robust accuracy is watched under, as in the official sparse training code.</summary>
    private const int ValidationSteps = 20;

    /// <summary>Plain training from random weights; the ground on which the other stages are built.</summary>
    public static TrainingSettings Training(RecipeInput trial, string epochsKey)
    {
        var settings = trial.Settings;
        return new()
        {
            Data = trial.Surroundings.TrainingData,
            Architecture = settings.Word("architecture"),
            Stem = Stem(settings, trial.Surroundings.TrainingData),
            Seed = trial.Seed,
            Epochs = settings.WholeNumber(epochsKey),
            BatchSize = settings.WholeNumber("batch_size"),
            Optimizer = Optimizer(settings, "learning_rate", settings.WholeNumber("warmup_epochs")),
            LabelSmoothing = settings.Number("label_smoothing"),
            Augment = settings.Flag("augment"),
            ColourJitter = settings.Find("colour_jitter")?.Number is > 0 and var width ? width : null,
            Validation = Validates(trial) ? new() : null,
        };
    }

    /// <summary>Training from random weights or a ticket on attacked images; keeps its best epoch where images are held out.</summary>
    public static TrainingSettings Adversarial(RecipeInput trial, string epochsKey)
    {
        var attack = Attack(trial.Settings);
        var watched = attack with { Steps = (int?)trial.Settings.Find("validation_attack_steps")?.WholeNumber ?? ValidationSteps, TrainingMode = false };
        return Training(trial, epochsKey) with
        {
            Attack = attack,
            Validation = Validates(trial) ? new() { Attack = watched, KeepBest = true } : null,
        };
    }

    public static bool Validates(RecipeInput trial) => trial.Surroundings.TrainingData.ValidationImages is not null;

    /// <returns>Null where there is no choice, and where it falls so without being asked: a word that changes nothing must not keep trials from sharing.</returns>
    private static string? Stem(SettingValues settings, DataSettings data)
    {
        var architecture = settings.Word("architecture");
        if (!Architectures.WithImageNetStem.Contains(architecture)) return null;
        var asked = settings.Find("stem")?.Word;
        if (asked is null or Stems.Auto) return null;
        return DataSets.SideOf(data) is { } side && Stems.Choose(null, architecture, side) == asked ? null : asked;
    }

    public static OptimizerSettings Optimizer(SettingValues settings, string learningRateKey, int warmupEpochs)
    {
        var schedule = settings.Word("schedule");
        return new()
        {
            LearningRate = settings.Number(learningRateKey),
            Momentum = settings.Number("momentum"),
            WeightDecay = settings.Number("weight_decay"),
            Schedule = schedule,
            WarmupEpochs = warmupEpochs,
            Milestones = schedule == LearningRateSchedules.MultiStep ? settings.Get("milestones").Numbers : null,
        };
    }

    /// <summary>Training that goes on from a trained network: at a rate of its own, without warm-up.</summary>
    public static TrainingSettings Finetune(RecipeInput trial, string epochsKey) => Training(trial, epochsKey) with
    {
        Optimizer = Optimizer(trial.Settings, "finetune_learning_rate", warmupEpochs: 0),
    };

    public static PerturbationSettings Perturbation(
        SettingValues settings, string metric, string normalisation, double min, double max, string perturbKey) => new()
        {
            Metric = metric,
            Normalisation = normalisation,
            RhoMin = min,
            RhoMax = max,
            Eta = metric == SharpnessMetrics.Sam ? 0 : settings.Number("eta"),
            Perturb = settings.Find(perturbKey)?.Word is { } named and not PerturbedParameters.Weights ? named : null,
        };

    /// <summary>The attack in training, in the mode of the official sparse training code (reference values: PGD-10, 8/255, 2/255).</summary>
    public static AttackSettings Attack(SettingValues settings) => new()
    {
        Norm = settings.Word("attack_norm"),
        Epsilon = settings.Number("attack_epsilon"),
        StepSize = settings.Number("attack_step_size"),
        Steps = settings.WholeNumber("attack_steps"),
        RandomStart = true,
        TrainingMode = true,
    };

    /// <param name="best">The last training stage keeps its best epoch where images are held out.</param>
    public static EvaluationSettings Evaluation(RecipeInput trial, double? sparsity = null, bool best = false)
    {
        var asked = trial.Surroundings.Evaluation;
        var corruptions = asked.Get("corruptions").WordList is { Count: > 0 } kinds ? kinds : null;
        var trained = (int?)asked.Find("training_images")?.WholeNumber;
        return EvaluationAttackParts.With(
            new()
            {
                Data = trained is null ? trial.Surroundings.TestData : trial.Surroundings.Data,
                TrainingImages = trained,
                Best = best && Validates(trial) ? true : null,
                Architecture = trial.Settings.Word("architecture"),
                BatchSize = asked.WholeNumber("batch_size"),
                Corruptions = corruptions,
                Severities = corruptions is null ? null : new(asked.Get("severities").WholeNumbers.Select(s => (int)s)),
                CorruptionImages = corruptions is null ? null : (int?)asked.Find("corruption_images")?.WholeNumber,
                Sharpness = SharpnessParts.Of(asked),
                Latency = asked.Flag("latency"),
                AskedSparsity = sparsity,
            },
            asked);
    }
}
