using AdaSapSweep.Stages;
using AdaSapSweep.TestSupport;
using AdaSapSweep.Training;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using TorchSharp.Interop;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Bundled.TorchSharp.Tests;

/// <summary>The binding sees every call, so here it can be held that no step of a method asks the device for a number.</summary>
public sealed class ATrainingStep
{
    private static readonly AttackSettings Pgd = new() { Norm = Norms.LInf, Epsilon = 8 / 255.0, StepSize = 2 / 255.0, Steps = 3, RandomStart = true };

    private static readonly PerturbationSettings Sam = new() { Metric = SharpnessMetrics.Sam, Normalisation = Normalisations.Global, RhoMin = .05, RhoMax = .05 };

    private static readonly MaskSettings Mask = new() { Sparsity = .8, Initial = InitialMasks.Random, Budget = LayerBudgets.Igq };

    private static readonly TrainingSettings Plain = new()
    {
        Data = new DataSettings { Name = DataSets.Shapes, TrainImages = 64, TestImages = 8, ImageSize = 8, RenderSeed = 1 },
        Architecture = Architectures.ResNet8,
        Seed = 1,
        Epochs = 1,
        BatchSize = 16,
        Optimizer = new OptimizerSettings { LearningRate = .05, Momentum = .9, WeightDecay = 5e-4, Schedule = LearningRateSchedules.Cosine },
        LabelSmoothing = .1,
        Augment = true,
        ColourJitter = .2,
    };

    private static readonly Dictionary<string, (string Kind, TrainingSettings Settings)> Steps = new(StringComparer.Ordinal)
    {
        ["sgd"] = (StageKinds.Pretrain, Plain),
        ["dropout"] = (StageKinds.Pretrain, Plain with { Architecture = Architectures.MobileNetV2 }),
        ["sam"] = (StageKinds.SharpnessTrain, Plain with { Perturbation = Sam }),
        ["adasap"] = (StageKinds.AdaSapAdapt, Plain with
        {
            Perturbation = Sam with { Metric = SharpnessMetrics.Asam, Normalisation = Normalisations.Neuron, RhoMin = .0005, RhoMax = .1, Eta = .01, Scope = ScoreScopes.Layer, Criterion = "taylor" },
        }),
        ["pgd"] = (StageKinds.AdversarialTrain, Plain with { Attack = Pgd }),
        ["pgd in l2, training mode"] = (StageKinds.AdversarialTrain, Plain with { Attack = Pgd with { Norm = Norms.L2, Epsilon = .5, StepSize = .1, TrainingMode = true } }),
        ["trades"] = (StageKinds.AdversarialTrain, Plain with { Attack = Pgd, TradesBeta = 6 }),
        ["static mask"] = (StageKinds.SparseTrain, Plain with { Attack = Pgd, Mask = Mask }),
        ["between two mask updates"] = (StageKinds.DynamicSparseTrain, Plain with
        {
            Mask = Mask with { Update = new() { Interval = 100, InitialRate = .5, FinalRate = .005, Growth = GrowthRules.Momentum } },
        }),
    };

    public static TheoryData<string, string, bool> Names =>
    [
        .. Steps.Keys.SelectMany(name => Precisions.All.Where(p => p != Precisions.Float16), (name, precision) => (name, precision, true)),
        .. Steps.Keys.Select(name => (name, Precisions.Full, false)),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void NeverWaitsForTheDevice(string name, string precision, bool onFastPaths)
    {
        using var folder = new TemporaryFolder();
        var waits = new Waits();
        var (kind, settings) = Steps[name];
        var inputs = new StageInputs(new string('a', 64), null, null, folder["checkpoint"], folder["network"], CPU, waits, CancellationToken.None);
        StageProgram.Run(kind, settings with { Precision = precision }, inputs with { FastPaths = onFastPaths ? FastPaths.All : FastPaths.None });
        Assert.Equal(4, waits.AfterSteps.Count);
        // From the end of one step to the end of the next.
        Assert.Equal([0, 0, 0], waits.AfterSteps.Zip(waits.AfterSteps.Skip(1), (before, after) => after - before));
        // The count counts: the end of an epoch reads its loss.
        Assert.True(waits.AfterEpoch > waits.AfterSteps[^1]);
    }

    /// <summary>The arithmetic alone: a processor has no convolutions in float16.</summary>
    [Theory]
    [InlineData("sgd")]
    [InlineData("sam")]
    [InlineData("adasap")]
    public void WithTheLossScaledAsForFloat16_NeverWaitsEither(string name)
    {
        using var scope = NewDisposeScope();
        var settings = Steps[name].Settings with { Precision = Precisions.Float16 };
        var network = Network.Create(NetworkCatalog.Blueprint(settings.Architecture, DataSets.ShapesClasses, InputNormalisation.None), settings.Seed, CPU);
        using var state = TrainingState.Begin(settings, network, new string('a', 64));
        using var step = new TrainingStep(settings, state, microBatches: 1);
        var batch = new ImageBatch(rand([16, 3, 8, 8]), zeros([16], ScalarType.Int64));
        var before = HostWaits.Count;
        step.Run(batch, default, .05);
        step.Run(batch, default, .05);
        Assert.Equal(before, HostWaits.Count);
        Assert.NotNull(state.Scale);
    }

    private sealed class Waits : IStageObserver
    {
        public List<long> AfterSteps { get; } = [];

        public long AfterEpoch { get; private set; }

        public void Prepared(long images)
        {
        }

        public void Stepped(long step) => AfterSteps.Add(HostWaits.Count);

        public void EpochEnded(int epoch, IReadOnlyDictionary<string, double> metrics) => AfterEpoch = HostWaits.Count;

        public void Happened(string name, IReadOnlyDictionary<string, object> facts)
        {
        }
    }
}
