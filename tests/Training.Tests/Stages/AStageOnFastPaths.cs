using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>A stage ends with the same numbers up to rounding, whichever fast paths it took.</summary>
public sealed class AStageOnFastPaths : IDisposable
{
    private static readonly AttackSettings Attack =
        new() { Norm = Norms.L2, Epsilon = .5, StepSize = .2, Steps = 2, RandomStart = true };

    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    public static TheoryData<string> Kinds => [StageKinds.Pretrain, StageKinds.AdaSapAdapt, "attacked"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TrainsTheSameNetwork(string kind)
    {
        var settings = kind == "attacked" ? StageFixture.Training with { Attack = Attack } : StageSamples.ByKind[kind];
        settings = settings with { Epochs = 1, Optimizer = settings.Optimizer with { LearningRate = .005 } };
        using var plain = Train(kind, settings, FastPaths.None);
        using var fast = Train(kind, settings, FastPaths.All);
        var differ = false;
        foreach (var (name, weight) in plain.Parameters)
        {
            var distance = (weight - fast.Parameters[name]).abs().max().item<float>();
            Assert.InRange(distance, 0, 2e-4 * Math.Max(1, weight.abs().max().item<float>()));
            differ |= distance > 0;
        }
        Assert.True(differ, "the fast paths were not taken");
    }

    /// <summary>Grouped or not, the same is done to each parameter: where no norm is taken, the numbers are the same to the bit.</summary>
    [Theory]
    [InlineData(StageKinds.Pretrain)]
    [InlineData(StageKinds.ChannelPrune)]
    [InlineData(StageKinds.SparseTrain)]
    [InlineData(StageKinds.DynamicSparseTrain)]
    [InlineData("averaged")]
    [InlineData("averaged and validated")]
    public void TrainsTheSameNetworkBitForBitWithGroupedUpdates(string kind)
    {
        var (own, settings) = StageSamples.Regularised.TryGetValue(kind, out var regularised) ? regularised : (kind, StageSamples.ByKind[kind]);
        var grouped = new FastPaths { GroupedUpdates = true };
        var expected = Sha256("plain", FastPaths.None);
        Assert.Equal(expected, Sha256("grouped", grouped));
        // What one way has begun the other goes on with.
        Assert.ThrowsAny<OperationCanceledException>(() => _ = Sha256("half", FastPaths.None, stopAfterEpoch: 1));
        Assert.Equal(expected, Sha256("half", grouped));
        Assert.ThrowsAny<OperationCanceledException>(() => _ = Sha256("other half", grouped, stopAfterEpoch: 1));
        Assert.Equal(expected, Sha256("other half", FastPaths.None));

        string? Sha256(string name, FastPaths paths, int? stopAfterEpoch = null)
        {
            using var recorder = new Recorder(stopAfterEpoch);
            var inputs = Inputs(recorder, _stages.File($"{name}.safetensors"), null, paths) with { CheckpointFile = _stages.File($"{name}.checkpoint") };
            return StageProgram.Run(own, settings, inputs).Sha256;
        }
    }

    [Theory]
    [InlineData(StageKinds.Pretrain)]
    [InlineData(StageKinds.AdaSapAdapt)]
    [InlineData(StageKinds.DynamicSparseTrain)]
    public void HoldsNoMoreTensorsFromStepToStep(string kind)
    {
        var counts = new List<long>();
        using var recorder = new Recorder { OnStep = () => counts.Add(torch.Tensor.TotalCount) };
        StageProgram.Run(kind, StageSamples.ByKind[kind], Inputs(recorder, _stages.File("stage"), null, FastPaths.All));
        Assert.Equal(9, counts.Count);
        // The first one makes what stays; a mask that moves is updated after every second step. Fewer there may be at any time: what earlier tests left is collected.
        Assert.All(counts[1..^2].Zip(counts[3..]), pair => Assert.True(pair.Second <= pair.First, string.Join(' ', counts)));
    }

    [Fact]
    public void MeasuresTheSameNetwork()
    {
        using (var network = Tiny.RandomNetwork("resnet8", 2, torch.ScalarType.Float32)) NetworkFile.Write(_stages.File("parent.safetensors"), network, new Dictionary<string, torch.Tensor>());
        var settings = new EvaluationSettings
        {
            Data = StageFixture.Training.Data with { TestImages = 64 },
            Architecture = Architectures.ResNet8,
            BatchSize = 32,
            Sharpness = new() { Measures = new([SharpnessMeasures.WorstLoss]), Images = 64, Metric = SharpnessMetrics.Sam, Rho = .05, Steps = 2 },
        };
        var (plain, fast) = (Measure(settings, FastPaths.None), Measure(settings, FastPaths.All));
        Assert.Equal(plain.Keys, fast.Keys);
        Assert.All(plain, m => Assert.Equal(m.Value, fast[m.Key], 1e-3 * Math.Max(1, Math.Abs(m.Value))));
    }

    private Network Train(string kind, TrainingSettings settings, FastPaths paths)
    {
        using var recorder = new Recorder();
        var output = _stages.File($"{paths}.safetensors");
        StageProgram.Run(kind == "attacked" ? StageKinds.AdversarialTrain : kind, settings, Inputs(recorder, output, null, paths));
        return NetworkFile.Read(output, torch.CPU);
    }

    private Dictionary<string, double> Measure(EvaluationSettings settings, FastPaths paths)
    {
        using var recorder = new Recorder();
        return StageProgram.Run(StageKinds.Evaluate, settings, Inputs(recorder, "", _stages.File("parent.safetensors"), paths))
            .Measurements.Where(m => !m.IsTiming).ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal);
    }

    private StageInputs Inputs(Recorder recorder, string output, string? parent, FastPaths paths) =>
        new(new string('a', 64), null, parent, _stages.File($"{paths}.checkpoint"), output, torch.CPU, recorder, recorder.Stop) { FastPaths = paths };
}
