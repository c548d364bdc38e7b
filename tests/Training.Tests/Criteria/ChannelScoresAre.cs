using AdaSapSweep.Training.Criteria;
using AdaSapSweep.Training.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Criteria;

public sealed class ChannelScoresAre : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void TheFilterNormsOfOneLayer()
    {
        var weights = new Dictionary<string, Tensor> { ["w"] = tensor(new[] { 1.0, -1, 2, 0, .5, .5, -.5, -.5 }, [2, 1, 2, 2]) };
        Close.To([2.449490, 1], ChannelScores.L2([Group("w")], weights)["g"]);
    }

    [Fact]
    public void TheNormOfAllCoupledRows()
    {
        var weights = new Dictionary<string, Tensor> { ["a"] = tensor(new[] { 3.0, 0 }, [2, 1]), ["b"] = tensor(new[] { 4.0, 2 }, [2, 1]) };
        Close.To([5.0, 2.0], ChannelScores.L2([Group("a", "b")], weights)["g"]);
    }

    [Fact]
    public void TheLossChangeThroughOneBatchNorm()
    {
        var weights = new Dictionary<string, Tensor> { ["n.weight"] = tensor(new[] { 1.2, .1 }), ["n.bias"] = tensor(new[] { -.3, .4 }) };
        var gradients = new Dictionary<string, Tensor> { ["n.weight"] = tensor(new[] { .5, -2.0 }), ["n.bias"] = tensor(new[] { .2, .1 }) };
        Close.To([.54, .16], ChannelScores.Taylor([Norms("n")], weights, gradients)["g"]);
    }

    [Fact]
    public void TheSignedSumOverCoupledLayers()
    {
        string[] names = ["a", "b", "c"];
        double[][] terms = [[1, -.125, .5, -.25], [-.25, -.5, .125, 1], [.5, .5, -.5, -.25]];
        var weights = names.SelectMany(n => new[] { ($"{n}.weight", ones(4, ScalarType.Float64)), ($"{n}.bias", zeros(4, ScalarType.Float64)) })
            .ToDictionary(w => w.Item1, w => w.Item2);
        var gradients = names.Zip(terms).SelectMany(t => new[] { ($"{t.First}.weight", tensor(t.Second)), ($"{t.First}.bias", ones(4, ScalarType.Float64)) })
            .ToDictionary(g => g.Item1, g => g.Item2);
        Close.To([1.25, .125, .125, .5], ChannelScores.Taylor([Norms(names)], weights, gradients)["g"], 0);
    }

    [Fact]
    public void AveragedOverTheBatchesThatWereFinite()
    {
        using var average = new ScoreAverage();
        average.Add(new Dictionary<string, Tensor> { ["g"] = tensor(new[] { 1.0, 2 }), ["h"] = tensor(new[] { 5.0 }) });
        average.Add(new Dictionary<string, Tensor> { ["g"] = tensor(new[] { double.NaN, 2 }), ["h"] = tensor(new[] { 5.0 }) });
        average.Add(new Dictionary<string, Tensor> { ["g"] = tensor(new[] { 3.0, 6 }), ["h"] = tensor(new[] { 7.0 }) });
        Close.To([2.0, 4.0], average.Mean()["g"]);
        Close.To([6.0], average.Mean()["h"]);
    }

    [Fact]
    public void ComparedAcrossGroupsByTheirMeanOnlyWhereTheyAreNorms()
    {
        Assert.Equal([.5, 1.5], ChannelScores.ForGlobalRanking("l2", [1, 3]));
        Assert.Equal([1, 3], ChannelScores.ForGlobalRanking("taylor", [1, 3]));
    }

    private static ChannelGroup Group(params string[] weights) =>
        new("g", [.. weights.Select(w => new GroupMember(w, 0, MemberRole.Producer))]);

    private static ChannelGroup Norms(params string[] norms) => new(
        "g",
        [
            .. norms.Select(n => new GroupMember($"{n}.weight", 0, MemberRole.NormScale)),
            .. norms.Select(n => new GroupMember($"{n}.bias", 0, MemberRole.NormShift)),
        ]);
}
