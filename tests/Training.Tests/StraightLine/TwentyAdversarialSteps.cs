using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Stages;
using AdaSapSweep.Training.Tests.Stages;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.StraightLine;

/// <summary>Given weights, batches and attack starts, float64: adversarial training against the straight-line reimplementation.</summary>
public sealed class TwentyAdversarialSteps : IDisposable
{
    private const int Steps = 20;
    private const int Side = 6;
    private const double LearningRate = .05;
    private const double Epsilon = 8 / 255.0;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("pgd", null, 10, true)]
    [InlineData("pgd", null, 10, false)]
    [InlineData("fast", null, 1, true)]
    [InlineData("fast", null, 1, false)]
    [InlineData("pgd", 6.0, 10, false)]
    [InlineData("pgd", 6.0, 10, true)]
    public void AgreeWithAStraightLineReimplementation(string attack, double? beta, int attackSteps, bool trainMode)
    {
        using var network = Tiny.RandomNetwork(CoupledNetwork.Blueprint, seed: 4);
        var plain = PlainNetwork.CopyOf(network);
        var stepSize = attack == "fast" ? 1.25 * Epsilon : Epsilon / 4;
        var settings = StageFixture.Training with
        {
            Architecture = "coupled",
            LabelSmoothing = 0,
            TradesBeta = beta,
            Attack = new() { Norm = Norms.LInf, Epsilon = Epsilon, StepSize = stepSize, Steps = attackSteps, RandomStart = true, TrainingMode = trainMode },
        };
        var reference = new PlainAdversarialTraining(plain, beta, trainMode) { Epsilon = Epsilon, StepSize = stepSize, AttackSteps = attackSteps };
        using var state = TrainingState.Begin(settings, network, new string('a', 64));
        using var step = new TrainingStep(settings, state, 1);
        for (var done = 1; done <= Steps; done++)
        {
            using var scope = NewDisposeScope();
            var batch = new ImageBatch(Tiny.Images(6, Side, ScalarType.Float64, seed: done % 5), Tiny.Labels(6 + done % 5).narrow(0, done % 5, 6));
            using var generator = new Generator((ulong)done, CPU);
            var start = beta is null ? rand(batch.Images.shape, ScalarType.Float64, generator: generator) : randn(batch.Images.shape, ScalarType.Float64, generator: generator);
            step.Run(batch, new StepDraws(null, start), LearningRate);
            reference.Step(batch.Images, batch.Labels, start, LearningRate);
            plain.AssertSame(network, 1e-9, done);
        }
    }
}
