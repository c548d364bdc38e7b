using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Stages;
using AdaSapSweep.Training.Tests.Stages;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.StraightLine;

/// <summary>Given weights, given batches, float64: the product against the straight-line reimplementation, through three cuts.</summary>
public sealed class FiftySteps : IDisposable
{
    private const int Steps = 50;
    private const int Side = 6;
    private const int Cuts = 3;
    private const double Ratio = .4;
    private const double LearningRate = .05;
    private const double Tolerance = 1e-9;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("sgd", "l2", false)]
    [InlineData("sgd", "taylor", true)]
    [InlineData("sam", "taylor", false)]
    [InlineData("sam", "taylor", true)]
    [InlineData("asam", "l2", false)]
    [InlineData("asam", "l2", true)]
    [InlineData("adasap-sam", "l2", false)]
    [InlineData("adasap-sam", "l2", true)]
    [InlineData("adasap-asam", "taylor", false)]
    [InlineData("adasap-asam", "taylor", true)]
    public void OfAMethodAgreeWithAStraightLineReimplementation(string method, string criterion, bool isGrouped)
    {
        using var paths = new FastPaths { GroupedUpdates = isGrouped }.Use();
        using var network = Tiny.RandomNetwork(CoupledNetwork.Blueprint, seed: 4);
        var settings = Settings(method, criterion);
        var plain = PlainNetwork.CopyOf(network);
        var reference = new PlainTraining(plain, method, criterion) { Rho = .05, RhoMin = .002, RhoMax = .1 };
        using var state = TrainingState.Begin(settings, network, new string('a', 64));
        using var recorder = new Recorder();
        using var step = new TrainingStep(settings, state, 1);
        var cuts = new ChannelCuts(settings.ChannelPruning!, state, Steps, Side, recorder);
        var dense = PlainTraining.Parameters(CoupledNetwork.Widths.ToDictionary());
        for (var done = 1; done <= Steps; done++)
        {
            using var scope = NewDisposeScope();
            var batch = Batch(done);
            step.Run(batch, default, LearningRate);
            state.BatchEnded(macs: 0);
            cuts.AfterStep();
            reference.Step(batch.Images, batch.Labels, LearningRate);
            for (var cut = 1; cut <= Cuts; cut++)
                if (cut * Steps / (Cuts + 1) == done) reference.Cut(Math.Round(Math.Pow(Ratio, (double)cut / Cuts) * dense));
            plain.AssertSame(network, Tolerance, done);
        }
        Assert.Equal(isGrouped, network.Grouped is not null);
        Assert.Equal(Cuts, recorder.Events.Count(e => e.Name == StageEvents.ChannelsRemoved));
        Assert.InRange(NetworkCosts.ParametersOf(network.Blueprint), .35 * dense, .45 * dense);
    }

    /// <summary>The gradient that the descent uses is that of the loss at w + eps, eps held: by central differences, at every kind of parameter.</summary>
    [Theory]
    [InlineData("sgd")]
    [InlineData("asam")]
    [InlineData("adasap-asam")]
    public void UseGradientsThatAgreeWithFiniteDifferences(string method)
    {
        const double H = 1e-6;
        using var network = Tiny.RandomNetwork(CoupledNetwork.Blueprint, seed: 4);
        var settings = Settings(method, "taylor");
        var (plain, batch) = (PlainNetwork.CopyOf(network), Batch(1));
        var reference = new PlainTraining(PlainNetwork.CopyOf(network), method, "taylor") { Rho = .05, RhoMin = .002, RhoMax = .1 };
        reference.Step(batch.Images, batch.Labels, LearningRate);
        using var state = TrainingState.Begin(settings, network, new string('a', 64));
        var gradients = new TrainingStep(settings, state, 1).Run(batch, default, LearningRate);

        using var frozen = no_grad();
        foreach (var (name, move) in reference.LastMove) plain.Weights[name].add_(tensor(move, plain.Weights[name].shape));
        foreach (var (name, weight) in plain.Weights)
        {
            var flat = weight.view(-1);
            foreach (var place in new[] { 0L, weight.numel() / 2, weight.numel() - 1 })
            {
                var at = flat[place].item<double>();
                double LossAt(double value)
                {
                    flat[place].fill_(value);
                    return plain.Loss(batch.Images, batch.Labels, moveStatistics: false).item<double>();
                }
                var slope = (LossAt(at + H) - LossAt(at - H)) / (2 * H);
                flat[place].fill_(at);
                Assert.Equal(slope, gradients[name].reshape(-1)[place].item<double>(), 1e-7);
            }
        }
    }

    private static TrainingSettings Settings(string method, string criterion)
    {
        var metric = method[(method.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return StageFixture.Training with
        {
            Architecture = "coupled",
            Perturbation = method switch
            {
                "sgd" => null,
                "sam" or "asam" => new() { Metric = metric, Normalisation = "global", RhoMin = .05, RhoMax = .05, Eta = .01, Perturb = "all" },
                _ => new() { Metric = metric, Normalisation = "neuron", RhoMin = .002, RhoMax = .1, Eta = .01, Scope = "layer", Criterion = criterion },
            },
            ChannelPruning = new() { Criterion = criterion, SizeRatio = Ratio, Cuts = Cuts, Schedule = "exponential" },
        };
    }

    private static ImageBatch Batch(int step) => new(Tiny.Images(6, Side, ScalarType.Float64, seed: step % 5), Tiny.Labels(6 + step % 5).narrow(0, step % 5, 6));
}
