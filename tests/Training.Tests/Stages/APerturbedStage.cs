using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Stages;

public sealed class APerturbedStage : IDisposable
{
    private static readonly TrainingSettings OneStep = StageFixture.Training with { Epochs = 1, BatchSize = 48 };

    private readonly StageFixture _stages = new();

    public void Dispose() => _stages.Dispose();

    [Theory]
    [InlineData(StageKinds.AdaSapAdapt)]
    [InlineData(StageKinds.AdaSapRobust)]
    public void MovesTheRunningStatisticsInTheFirstPassAlone(string kind)
    {
        using Recorder plain = new(), perturbed = new();
        _stages.Run(OneStep, plain, "plain");
        _stages.Run(kind, OneStep with { Perturbation = StageSamples.ByKind[kind].Perturbation }, perturbed, "perturbed");
        using Network expected = _stages.Network("plain"), found = _stages.Network("perturbed");
        Assert.All(expected.Statistics, s => Assert.Equal(Tiny.Numbers(s.Value), Tiny.Numbers(found.Statistics[s.Key])));
        Assert.Equal((1, 1), (expected.BatchesTracked, found.BatchesTracked));
        Assert.NotEqual(Tiny.Numbers(expected.Parameters["conv1.weight"]), Tiny.Numbers(found.Parameters["conv1.weight"]));
    }

    [Fact]
    public void DecaysTheWeightsFromWhereTheyWere()
    {
        // The difference between two steps that differ by decay alone is lr decay w, bit noise aside; at w + eps it would show eps too.
        using Recorder start = new(), without = new(), with = new();
        var optimizer = OneStep.Optimizer with { LearningRate = .1, Momentum = 0, WeightDecay = 0, Schedule = LearningRateSchedules.Constant };
        var step = OneStep with { Optimizer = optimizer, Perturbation = StageSamples.ByKind[StageKinds.AdaSapRobust].Perturbation! with { RhoMin = 5, RhoMax = 5 } };
        _stages.Run(step with { Optimizer = optimizer with { LearningRate = 0 } }, start, "start");
        _stages.Run(StageKinds.AdaSapRobust, step, without, "without");
        _stages.Run(StageKinds.AdaSapRobust, step with { Optimizer = optimizer with { WeightDecay = .5 } }, with, "with");
        using Network w = _stages.Network("start"), plain = _stages.Network("without"), decayed = _stages.Network("with");
        foreach (var (name, weight) in w.Parameters.Where(p => p.Value.shape.Length >= 2))
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            var moved = (plain.Parameters[name] - decayed.Parameters[name]).detach().to(TorchSharp.torch.ScalarType.Float64);
            Assert.True(Tiny.RelativeError(moved, weight.detach().to(TorchSharp.torch.ScalarType.Float64) * .05) < 1e-4, name);
        }
    }
}
