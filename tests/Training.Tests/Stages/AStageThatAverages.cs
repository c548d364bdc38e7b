using AdaSapSweep.Stages;
using AdaSapSweep.Training.Checkpoints;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class AStageThatAverages : IDisposable
{
    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    /// <summary>Of four epochs from the middle on: the last two.</summary>
    [Fact]
    public void HasTheMeanOfItsLastEpochs_AndTrainsOnFromItsOwnWeights()
    {
        using var scope = torch.NewDisposeScope();
        var plain = StageFixture.Training with { Epochs = 4 };
        using Recorder first = new(stopAfterEpoch: 3), rest = new(), averaging = new();
        Assert.ThrowsAny<OperationCanceledException>(() => _stages.Run(plain, first, "plain"));
        var third = WeightsAt("plain");
        _stages.Run(plain, rest, "plain");
        var fourth = WeightsAt("plain");
        _stages.Run(plain with { SwaStart = .5 }, averaging, "averaged");

        var trained = WeightsAt("averaged");
        Assert.All(fourth, w => Assert.True(w.Value.eq(trained[w.Key]).all().item<bool>(), w.Key));
        using var network = _stages.Network("averaged");
        Assert.All(network.Parameters, p => Assert.True(((third[p.Key] + fourth[p.Key]) / 2 - p.Value).abs().max().item<float>() < 1e-6, p.Key));
        // One pass over three batches.
        Assert.Equal(3, network.BatchesTracked);
        Assert.All(network.Statistics, s => Assert.True(s.Value.sub(fourth[s.Key]).abs().max().item<float>() > 1e-6, s.Key));
    }

    [Theory]
    [InlineData(.275, 200, 145)]
    [InlineData(.5, 3, 1)]
    [InlineData(.99, 3, 1)]
    [InlineData(.01, 2, 1)]
    public void TakesInEveryEpochFromItsStartOn_AndTheLastAtLeast(double start, int epochs, int expected)
    {
        using var scope = torch.NewDisposeScope();
        using var recorder = new Recorder();
        var network = Tiny.Network(type: torch.ScalarType.Float32);
        using var data = Data();
        var settings = StageFixture.Training with { SwaStart = start, Epochs = epochs };
        using var state = TrainingState.Begin(settings, network, new string('a', 64));
        var inputs = new StageInputs(new string('a', 64), null, null, "", "", torch.CPU, recorder, recorder.Stop);
        var averaging = new WeightAveraging(settings, state, data, inputs, _ => { });
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            averaging.AfterEpoch(epoch);
            averaging.AfterEpoch(epoch);
        }
        Assert.Equal(expected, state.Average!.Count);
    }

    [Fact]
    public void UnderAMovingMask_HasItsSparsity()
    {
        var settings = StageSamples.ByKind[StageKinds.DynamicSparseTrain] with { SwaStart = .3 };
        using var recorder = new Recorder();
        _stages.Run(StageKinds.DynamicSparseTrain, settings, recorder, "masked");
        using var checkpoint = Checkpoint.Read(_stages.File("masked.checkpoint"));
        using var network = _stages.Network("masked");
        foreach (var (name, flags) in checkpoint.Section("mask"))
            Assert.True(network.Parameters[name].masked_select(flags.reshape(network.Parameters[name].shape).eq(0)).eq(0).all().item<bool>(), name);
    }

    [Fact]
    public void IsValidatedByItsMean()
    {
        var (kind, settings) = StageSamples.Regularised["averaged and validated"];
        using Recorder averaging = new(), plain = new();
        var averaged = _stages.Run(kind, settings with { Epochs = 4 }, averaging, "averaged").Epochs;
        var trained = _stages.Run(kind, settings with { Epochs = 4, SwaStart = null }, plain, "plain").Epochs;
        double[] Of(IReadOnlyList<EpochValue> epochs, string name) => [.. epochs.Where(e => e.Name == name).Select(e => e.Value)];

        Assert.Equal(Of(trained, EpochMetrics.Loss), Of(averaged, EpochMetrics.Loss));
        var (mean, last) = (Of(averaged, EpochMetrics.ValidationRobustLoss), Of(trained, EpochMetrics.ValidationRobustLoss));
        Assert.Equal(last[..2], mean[..2]);
        Assert.NotEqual(last[2], mean[2]);
        Assert.NotEqual(last[3], mean[3]);
    }

    [Fact]
    public void RefusesToCutChannels() => Assert.Throws<ArgumentException>(() =>
    {
        using var recorder = new Recorder();
        _stages.Run(StageSamples.ByKind[StageKinds.ChannelPrune] with { SwaStart = .5 }, recorder);
    });

    private static Training.Data.ImageData Data() =>
        Training.Data.ImageDataLoader.Training(StageFixture.Training.Data, null, torch.CPU, new() { Stop = TestContext.Current.CancellationToken });

    private Dictionary<string, torch.Tensor> WeightsAt(string name)
    {
        using var checkpoint = Checkpoint.Read(_stages.File($"{name}.checkpoint"));
        return checkpoint.Section("network").ToDictionary(t => t.Key, t => t.Value.clone(), StringComparer.Ordinal);
    }
}
