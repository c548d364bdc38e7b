using AdaSapSweep.Stages;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>The training steps that are timed, with the settings that the methods have by default.</summary>
internal static class StepMethods
{
    public const int Batch = 128;
    public const int Side = 32;

    public const string Sgd = "sgd";
    public const string Sam = "sam";
    public const string AdaSap = "adasap";
    public const string Pgd = "pgd";

    /// <summary>The same step of ours against the attack that fills in all gradients.</summary>
    public const string PgdBackward = "pgd-backward";

    public static readonly IReadOnlyList<string> All = [Sgd, Sam, AdaSap, Pgd, PgdBackward];

    public static readonly IReadOnlyList<string> Networks = [Architectures.ResNet8, Architectures.ResNet20, Architectures.ResNet18, Architectures.Vgg16];

    /// <summary>Shapes of 32 x 32: rendered, so that nothing is to be had first.</summary>
    public static DataSettings Data(int images) => new() { Name = DataSets.Shapes, TrainImages = images, TestImages = images, ImageSize = Side, RenderSeed = 0 };

    /// <param name="isRandom">False: neither augmented nor attacked from a random start, so that both sides see the same images.</param>
    public static TrainingSettings Of(string method, string architecture, int images, int epochs, bool isRandom) => new()
    {
        Data = Data(images),
        Architecture = architecture,
        Seed = 1,
        Epochs = epochs,
        BatchSize = Batch,
        Optimizer = new() { LearningRate = 0.01, Momentum = 0.9, WeightDecay = 5e-4, Schedule = LearningRateSchedules.Constant },
        Augment = isRandom,
        Attack = method is Pgd or PgdBackward
            ? new() { Norm = Norms.LInf, Epsilon = 8 / 255.0, StepSize = 2 / 255.0, Steps = 10, RandomStart = isRandom, TrainingMode = true }
            : null,
        Perturbation = method switch
        {
            Sam => new()
            {
                Metric = SharpnessMetrics.Sam,
                Normalisation = Normalisations.Global,
                RhoMin = 0.05,
                RhoMax = 0.05,
                Perturb = PerturbedParameters.Everything,
            },
            AdaSap => new()
            {
                Metric = SharpnessMetrics.Asam,
                Normalisation = Normalisations.Neuron,
                RhoMin = 0.0025,
                RhoMax = 0.5,
                Eta = 0.01,
                Criterion = Criteria.Taylor,
            },
            _ => null,
        },
    };
}
