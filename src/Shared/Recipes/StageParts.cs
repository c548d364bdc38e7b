using AdaSapSweep.Shared.SweepFiles.Settings;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Shared.Recipes;

/// <summary>Parts that several recipes put into their stages.</summary>
internal static class StageParts
{
    /// <summary>Of the cyclic schedule (Wong, Rice and Kolter, ICLR 2020).</summary>
    public const double UsualPeak = 0.5;

    /// <summary>Plain training from random weights; the ground on which the other stages are built.</summary>
    /// <param name="usualPeak">Of the cyclic schedule, where the file does not say.</param>
    public static TrainingSettings Training(RecipeInput trial, string epochsKey, double usualPeak = UsualPeak)
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
            Optimizer = Optimizer(settings, "learning_rate", settings.WholeNumber("warmup_epochs"), usualPeak),
            Precision = Precision(settings),
            LabelSmoothing = settings.Number("label_smoothing"),
            Augment = settings.Flag("augment"),
            ColourJitter = settings.Find("colour_jitter")?.Number is > 0 and var width ? width : null,
            Validation = Validates(trial) ? new() : null,
        };
    }

    public static bool Validates(RecipeInput trial) => trial.Surroundings.TrainingData.ValidationImages is not null;

    /// <returns>Null for float32, named or not: a trial that names it is no other.</returns>
    private static string? Precision(SettingValues settings) => settings.Find("precision")?.Word is { } named and not Precisions.Full ? named : null;

    /// <returns>Null where there is no choice, and where it falls so without being asked: a word that changes nothing must not keep trials from sharing.</returns>
    private static string? Stem(SettingValues settings, DataSettings data)
    {
        var architecture = settings.Word("architecture");
        if (!Architectures.WithImageNetStem.Contains(architecture)) return null;
        var asked = settings.Find("stem")?.Word;
        if (asked is null or Stems.Auto) return null;
        return DataSets.SideOf(data) is { } side && Stems.Choose(null, architecture, side) == asked ? null : asked;
    }

    public static OptimizerSettings Optimizer(SettingValues settings, string learningRateKey, int warmupEpochs, double usualPeak = UsualPeak)
    {
        var schedule = settings.Word("schedule");
        var cyclic = schedule == LearningRateSchedules.Cyclic;
        return new()
        {
            LearningRate = settings.Number(learningRateKey),
            Momentum = settings.Number("momentum"),
            WeightDecay = settings.Number("weight_decay"),
            Schedule = schedule,
            WarmupEpochs = cyclic ? 0 : warmupEpochs,
            Milestones = schedule == LearningRateSchedules.MultiStep ? settings.Get("milestones").Numbers : null,
            CyclicPeak = cyclic ? settings.Find("cyclic_peak")?.Number ?? usualPeak : null,
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
                Precision = Precision(asked),
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
