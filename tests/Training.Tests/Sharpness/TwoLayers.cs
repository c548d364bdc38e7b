using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Sharpness;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Sharpness;

/// <summary>The worked example that most tests of the ascent share: three neurons, then one.</summary>
internal static class TwoLayers
{
    public static readonly IReadOnlyList<NeuronGroup> Neurons = [new("first", ["W1"], true), new("second", ["W2"], true)];

    private static readonly IReadOnlyList<ChannelGroup> Channels =
    [
        new("first", [new GroupMember("W1", 0, MemberRole.Producer)]),
        new("second", [new GroupMember("W2", 0, MemberRole.Producer)]),
    ];

    public static Dictionary<string, Tensor> Weights => new()
    {
        ["W1"] = tensor(new[] { 1.0, -2, .5, .5, 3, 0 }, [3, 2]),
        ["W2"] = tensor(new[] { .5, -1.0, 2 }, [1, 3]),
    };

    public static Dictionary<string, Tensor> Gradients => new()
    {
        ["W1"] = tensor(new[] { .3, -.4, 0, .2, .6, .8 }, [3, 2]),
        ["W2"] = tensor(new[] { .2, .1, -.2 }, [1, 3]),
    };

    public static Dictionary<string, Tensor> Radii(string scope, double rhoMin = .01, double rhoMax = 2) =>
        Training.Sharpness.Radii.Of(Neurons, ChannelScores.L2(Channels, Weights), rhoMin, rhoMax, scope);

    public static Dictionary<string, Tensor> Steps(string metric, string normalisation, double eta, Dictionary<string, Tensor>? radii = null) =>
        Ascent.Of(Neurons, radii ?? Radii("layer"), Weights, Gradients, metric, normalisation, eta);
}
