using AdaSapSweep.Stages;
using AdaSapSweep.Training.Masks;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

/// <summary>What the ascent gives tensor by tensor, for coupled and depthwise channels, and widths that leave gaps in the buffer.</summary>
public sealed class TheGroupedAscent : IDisposable
{
    private static readonly string[] Metrics = [SharpnessMetrics.Sam, SharpnessMetrics.Asam, SharpnessMetrics.Scaled];

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var architecture in new[] { "resnet8", "vgg8-bn", "mobilenet-v2" })
                foreach (var perturb in new[] { PerturbedParameters.Weights, PerturbedParameters.WeightsAndNorms, PerturbedParameters.Everything })
                    foreach (var normalisation in new[] { Normalisations.Neuron, Normalisations.Row, Normalisations.Global }) cases.Add(architecture, perturb, normalisation);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GivesTheStepsOfTheOtherOne(string architecture, string perturb, string normalisation)
    {
        using var network = Network(architecture);
        var groups = NeuronGroup.Of(network.Blueprint, perturb);
        var gradients = Drawn(network);
        // A neuron without a gradient stays where it is.
        gradients[groups[0].Weights[0]][0].zero_();
        var scores = Scores(network, groups);
        using var ascent = new GroupedAscent(groups, network.Grouped!);
        foreach (var metric in Metrics)
            foreach (var (scope, order) in new[] { (ScoreScopes.Layer, RadiusOrders.Unimportant), (ScoreScopes.Global, RadiusOrders.Important) })
            {
                var radii = Radii.Of(groups, scores, .01, .2, scope, order);
                var grouped = ascent.RadiiOf(scores, .01, .2, scope, order);
                var apart = cat([.. groups.Select(g => radii[g.Name].expand(network.Parameters[g.Weights[0]].shape[0]))]);
                Assert.Equal(Tiny.Numbers(apart), Tiny.Numbers(grouped));
                Same(network, Ascent.Of(groups, radii, network.Parameters, gradients, metric, normalisation, .01),
                    ascent.Of(grouped, network.Grouped!, gradients, null, metric, normalisation, .01));
            }
        var uniform = Radii.Uniform(groups, .3, network.Grouped!.Buffer);
        Same(network, Ascent.Of(groups, uniform, network.Parameters, gradients, SharpnessMetrics.Asam, normalisation, .01),
            ascent.Of(uniform.Values.First(), network.Grouped!, gradients, null, SharpnessMetrics.Asam, normalisation, .01));
    }

    [Fact]
    public void LeavesMaskedWeightsWhereTheyAre()
    {
        using var network = Network("resnet8");
        var groups = NeuronGroup.Of(network.Blueprint);
        var gradients = Drawn(network);
        using var mask = SparseMask.Magnitude(network.PrunableWeights, .7);
        var masked = gradients.ToDictionary(g => g.Key, g => g.Value.clone());
        mask.Apply(name => masked[name], _ => null);
        var uniform = Radii.Uniform(groups, .3, network.Grouped!.Buffer);
        using var ascent = new GroupedAscent(groups, network.Grouped!);
        Same(network, Ascent.Of(groups, uniform, network.Parameters, masked, SharpnessMetrics.Sam, Normalisations.Neuron, 0),
            ascent.Of(uniform.Values.First(), network.Grouped!, gradients, mask.Grouped(network.Grouped!.Layout), SharpnessMetrics.Sam, Normalisations.Neuron, 0));
    }

    [Fact]
    public void RefusesWordsThatItDoesNotKnow()
    {
        using var network = Network("resnet8");
        using var ascent = new GroupedAscent(NeuronGroup.Of(network.Blueprint), network.Grouped!);
        var gradients = Drawn(network);
        Assert.Throws<ArgumentOutOfRangeException>(() => ascent.Of(tensor(1.0), network.Grouped!, gradients, null, "l0", Normalisations.Row, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ascent.Of(tensor(1.0), network.Grouped!, gradients, null, SharpnessMetrics.Sam, "none", 0));
    }

    private static Network Network(string architecture)
    {
        var network = Tiny.RandomNetwork(Tiny.Narrow(architecture), seed: 3);
        network.Group();
        return network;
    }

    private static Dictionary<string, Tensor> Drawn(Network network) =>
        network.Parameters.ToDictionary(p => p.Key, p => randn(p.Value.shape, ScalarType.Float64), StringComparer.Ordinal);

    private static Dictionary<string, Tensor> Scores(Network network, IReadOnlyList<NeuronGroup> groups) =>
        groups.Where(g => g.IsPrunable).ToDictionary(g => g.Name, g => rand([network.Parameters[g.Weights[0]].shape[0]], ScalarType.Float64), StringComparer.Ordinal);

    private static void Same(Network network, Dictionary<string, Tensor> expected, Tensor actual)
    {
        var layout = network.Grouped!.Layout;
        foreach (var name in layout.Names)
        {
            var step = layout.View(actual, name);
            if (expected.TryGetValue(name, out var other)) Assert.InRange((step - other).abs().max().item<double>(), 0, 1e-12);
            else Assert.True(step.eq(0).all().item<bool>());
        }
        Assert.InRange(expected.Values.Sum(step => step.square().sum().item<double>()) / actual.square().sum().item<double>(), 1 - 1e-12, 1 + 1e-12);
    }
}
