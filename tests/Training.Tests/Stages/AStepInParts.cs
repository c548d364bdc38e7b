using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Stages;

/// <summary>In float64, where two orders of summation differ by 1e-14 or so and a wrong weight by a share of the gradient.</summary>
public sealed class AStepInParts : IDisposable
{
    private const double Rounding = 1e-10;
    private const int Side = 8;

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Kinds => [.. StageSamples.ByKind.Keys];

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    public void HasTheGradientOfTheWholeBatch_WhateverTheSizesOfTheParts(int parts)
    {
        // Without batch norm nothing but the sums can differ.
        var settings = StageSamples.ByKind[StageKinds.AdaSapRobust] with { Attack = StageSamples.ByKind[StageKinds.AdversarialTrain].Attack };
        var batch = new ImageBatch(Tiny.Images(13, Side, ScalarType.Float64), Tiny.Labels(13));
        var draws = new StepDraws(
            null, Tiny.Images(13, Side, ScalarType.Float64, seed: 4), new Dictionary<string, Tensor> { ["dropout"] = Tiny.Images(13, 2, seed: 6).flatten(1) });
        AssertSame(Step(settings, Plain(), batch, draws, 1), Step(settings, Plain(), batch, draws, parts));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void IsThatOfTheWholeBatch_WhenEveryPartHasItsStatistics(string kind)
    {
        // The same five images three times over: batch norm sees the same means and variances in each part and in the whole.
        var batch = new ImageBatch(Tiny.Images(5, Side, ScalarType.Float64).repeat([3, 1, 1, 1]), Tiny.Labels(5).repeat([3]));
        var draws = new StepDraws(null, Tiny.Images(5, Side, ScalarType.Float64, seed: 4).repeat([3, 1, 1, 1]));
        AssertSame(Step(StageSamples.ByKind[kind], Tiny.Network(), batch, draws, 1), Step(StageSamples.ByKind[kind], Tiny.Network(), batch, draws, 3));
    }

    [Fact]
    public void MovesRunningStatisticsOnceAPart()
    {
        var batch = new ImageBatch(Tiny.Images(12, Side, ScalarType.Float64), Tiny.Labels(12));
        Assert.Equal(4, Step(StageFixture.Training, Tiny.Network(), batch, default, 4).BatchesTracked);
    }

    private static void AssertSame(Outcome whole, Outcome parts)
    {
        Assert.Equal(whole.Numbers.Keys, parts.Numbers.Keys);
        Assert.NotEmpty(whole.Numbers);
        foreach (var (name, expected) in whole.Numbers)
        {
            var size = expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], parts.Numbers[name][i], Rounding * size + 1e-14);
        }
    }

    private static Outcome Step(TrainingSettings settings, Network network, ImageBatch batch, StepDraws draws, int parts)
    {
        using var state = TrainingState.Begin(settings, network, new string('a', 64));
        var gradients = new TrainingStep(settings, state, parts).Run(batch, draws, .05);
        var (loss, accuracy) = state.Totals.Read(1);
        var numbers = new Dictionary<string, double[]> { ["loss"] = [loss], ["accuracy"] = [accuracy] };
        foreach (var (name, gradient) in gradients) numbers.Add($"gradient {name}", Tiny.Numbers(gradient));
        foreach (var (name, score) in state.Scores.State) numbers.Add($"score {name}", Tiny.Numbers(score));
        foreach (var (name, weight) in network.Parameters) numbers.Add($"weight {name}", Tiny.Numbers(weight));
        return new Outcome(numbers, network.BatchesTracked);
    }

    /// <summary>A convolution and a classifier, with a dropout between them.</summary>
    private static Network Plain() => Network.Create(
        Blueprint.Create(
            new NetworkIdentity("plain", Stems.Cifar, 10, Tiny.Normalisation), Initialisation.He,
            [
                new Convolution("conv", 0, 1, null, "a", Kernel: 3, Stride: 1, Bias: true),
                new GlobalAverage("pool", 1, 2, "a"),
                new Dropout("dropout", 2, 3, "a", Share: .5),
                new Linear("linear", 3, 4, "a"),
            ],
            new Dictionary<string, int> { ["a"] = 6 }),
        seed: 1, CPU, ScalarType.Float64);

    private sealed record Outcome(IReadOnlyDictionary<string, double[]> Numbers, long BatchesTracked);
}
