using AdaSapSweep.Stages;
using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Optimizers;
using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

public sealed class AWholeStep : IDisposable
{
    private static readonly NeuronGroup[] Neurons = [new("g", ["w"], true)];
    private static readonly ChannelGroup[] Channels = [new("g", [new GroupMember("w", 0, MemberRole.Producer)])];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void OfAdaSapEndsWhereAHandCalculationEnds()
    {
        var weights = Weights([1.0, 2, -1, .5], 2, 2);
        var (inputs, targets) = (tensor(new[] { 1.0, 2, 0, 1 }, [2, 2]), tensor(new[] { 4.0, 0, 1, 1 }, [2, 2]));
        Func<Tensor> loss = () => inputs.matmul(weights["w"].transpose(0, 1)).sub(targets).square().sum().div(4);
        Close.To([.5625], loss());

        var first = autograd.grad([loss()], [weights["w"]])[0];
        Close.To([.5, 1.5, 0, -.25], first);
        var radii = Radii.Of(Neurons, ChannelScores.L2(Channels, weights), .05, .2, "layer");
        var steps = Ascent.Of(Neurons, radii, weights, new Dictionary<string, Tensor> { ["w"] = first }, "sam", "neuron", 0);
        Close.To([.015811, .047434, 0, -.2], steps["w"]);

        var second = Descent(weights, steps, loss, .745182);
        Close.To([.555340, 1.634397, -.2, -.75], second["w"]);
        using var optimizer = new SgdMomentum(Settings(0, 0));
        optimizer.Step(weights, second, .1);
        Close.To([.944466, 1.836560, -.98, .575], weights["w"]);
        Close.To([.322693], loss());
    }

    [Fact]
    public void OfSamWithMomentumAndDecayFollowsTheKnownPath()
    {
        var weights = Weights([1.0, 1], 1, 2);
        Func<Tensor> loss = () => weights["w"].square().mul(tensor(new[] { 4.0, 1 }, [1, 2])).sum().div(2);
        using var optimizer = new SgdMomentum(Settings(.9, .01));
        (double[] Step, double[] Weight)[] path =
        [
            ([.097014, .024254], [.560194, .896575]), ([.092844, .037148], [-.097406, .709223]), ([-.048149, .087645], [-.630927, .460210]),
        ];
        foreach (var (step, weight) in path)
        {
            var gradient = new Dictionary<string, Tensor> { ["w"] = autograd.grad([loss()], [weights["w"]])[0] };
            var steps = Ascent.Of(Neurons, Radii.Uniform(Neurons, .1, weights["w"]), weights, gradient, "sam", "global", 0);
            Close.To(step, steps["w"]);
            optimizer.Step(weights, Descent(weights, steps, loss), .1);
            Close.To(weight, weights["w"]);
        }
    }

    [Fact]
    public void ReturnsTheWeightsBitForBit()
    {
        var weights = Weights([0.1, 0.2, 0.3, 1e-9], 2, 2);
        var before = Tiny.Numbers(weights["w"]);
        using (new PerturbedWeights(weights, new Dictionary<string, Tensor> { ["w"] = full_like(weights["w"], 1e9) }))
            Assert.NotEqual(before, Tiny.Numbers(weights["w"]));
        Assert.Equal(before, Tiny.Numbers(weights["w"]));
    }

    private static Dictionary<string, Tensor> Descent(
        Dictionary<string, Tensor> weights, Dictionary<string, Tensor> steps, Func<Tensor> loss, double? expected = null)
    {
        using var moved = new PerturbedWeights(weights, steps);
        var value = loss();
        if (expected is { } known) Close.To([known], value);
        return new() { ["w"] = autograd.grad([value], [weights["w"]])[0] };
    }

    private static Dictionary<string, Tensor> Weights(double[] values, long rows, long columns) =>
        new() { ["w"] = tensor(values, [rows, columns]).requires_grad_(true) };

    private static OptimizerSettings Settings(double momentum, double decay) =>
        new() { LearningRate = .1, Momentum = momentum, WeightDecay = decay, Schedule = LearningRateSchedules.Constant };
}
