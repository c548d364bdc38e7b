using AdaSapSweep.Stages;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>One tiny stage of each kind of training, with every part of its recipe in it.</summary>
public static class StageSamples
{
    private static readonly AttackSettings Attack = new()
    {
        Norm = Norms.LInf,
        Epsilon = 8 / 255.0,
        StepSize = 4 / 255.0,
        Steps = 2,
        RandomStart = true,
        TrainingMode = true,
    };

    private static readonly PerturbationSettings Adaptive = new()
    {
        Metric = SharpnessMetrics.Asam,
        Normalisation = Normalisations.Neuron,
        RhoMin = .0005,
        RhoMax = .1,
        Eta = .01,
        Scope = ScoreScopes.Layer,
        Criterion = Taylor,
    };

    private static readonly PerturbationSettings Uniform = new()
    {
        Metric = SharpnessMetrics.Sam,
        Normalisation = Normalisations.Global,
        RhoMin = .05,
        RhoMax = .05,
    };

    private static readonly MaskSettings Random = new() { Sparsity = .8, Initial = InitialMasks.Random, Budget = LayerBudgets.Igq };

    private static readonly MaskUpdateSettings Update = new() { Interval = 2, InitialRate = .5, FinalRate = .005, Growth = GrowthRules.Gradient };

    private const string Taylor = "taylor";

    /// <summary>Losses and regularisers that go with any of the kinds that train on attacked images.</summary>
    public static IReadOnlyDictionary<string, (string Kind, TrainingSettings Settings)> Regularised { get; } = new Dictionary<string, (string, TrainingSettings)>
    {
        ["trades"] = (StageKinds.AdversarialTrain, StageFixture.Training with { Attack = Attack with { TrainingMode = false }, TradesBeta = 6 }),
        ["fast"] = (StageKinds.AdversarialTrain, StageFixture.Training with
        {
            Attack = Attack with { Steps = 1, StepSize = 10 / 255.0 },
            Optimizer = StageFixture.Training.Optimizer with { Schedule = LearningRateSchedules.Cyclic, CyclicPeak = .4 },
        }),
        ["averaged"] = (StageKinds.DynamicSparseTrain, StageFixture.Training with { Attack = Attack, Mask = Random with { Update = Update }, SwaStart = .3 }),
        ["averaged and validated"] = (StageKinds.AdversarialTrain, StageFixture.Training with
        {
            Data = StageFixture.Training.Data with { TrainImages = 56, ValidationImages = 8 },
            Attack = Attack,
            SwaStart = .5,
            Validation = new() { Attack = Attack with { TrainingMode = false }, KeepBest = true },
        }),
    };

    public static IReadOnlyDictionary<string, TrainingSettings> ByKind { get; } = new Dictionary<string, TrainingSettings>
    {
        [StageKinds.Pretrain] = StageFixture.Training,
        [StageKinds.SharpnessTrain] = StageFixture.Training with { Perturbation = Uniform with { Metric = SharpnessMetrics.Asam, Perturb = PerturbedParameters.Everything } },
        [StageKinds.DenseFinetune] = StageFixture.Training with { Perturbation = Uniform with { Perturb = PerturbedParameters.Everything } },
        [StageKinds.ChannelPrune] = StageFixture.Training with
        {
            ChannelPruning = new() { Criterion = Taylor, SizeRatio = .5, Cuts = 2, Schedule = PruningSchedules.Linear },
        },
        [StageKinds.Finetune] = StageFixture.Training,
        [StageKinds.AdaSapAdapt] = StageFixture.Training with { Perturbation = Adaptive },
        [StageKinds.AdaSapPrune] = StageFixture.Training with
        {
            Perturbation = Adaptive,
            ChannelPruning = new() { Criterion = Taylor, SizeRatio = .5, Cuts = 3, Schedule = PruningSchedules.Exponential },
        },
        [StageKinds.AdaSapRobust] = StageFixture.Training with { Perturbation = Uniform },
        [StageKinds.TicketSearch] = StageFixture.Training with { TicketSearch = new() { Sparsity = .8, Window = 3, Distance = 0 } },
        [StageKinds.SparseTrain] = StageFixture.Training with { Attack = Attack, Mask = new() { Sparsity = .8, Initial = InitialMasks.Magnitude } },
        [StageKinds.DynamicSparseTrain] = StageFixture.Training with { Attack = Attack, Mask = Random with { Update = Update } },
        [StageKinds.AdversarialTrain] = StageFixture.Training with { Attack = Attack },
        [StageKinds.TeacherTrain] = StageFixture.Training,
        // With teachers it has a parent: ADistilledStage.
        [StageKinds.DistilledTrain] = StageFixture.Training with { Attack = Attack },
    };
}
