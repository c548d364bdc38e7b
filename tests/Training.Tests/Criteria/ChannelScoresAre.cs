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
    public void AveragedWithWhatTheyWereBeforeACutWhenAsked()
    {
        using var average = new ScoreAverage(.9);
        average.Add(new Dictionary<string, Tensor> { ["g"] = tensor(new[] { 1.0, 2, 3 }), ["h"] = tensor(new[] { 5.0 }) });
        average.Cut(new Dictionary<string, IReadOnlyCollection<int>> { ["g"] = [1] });
        Assert.True(average.IsEmpty);
        average.Add(new Dictionary<string, Tensor> { ["g"] = tensor(new[] { 11.0, 23 }), ["h"] = tensor(new[] { 7.0 }) });
        Close.To([2.0, 5.0], average.Mean()["g"]);
        Close.To([5.2], average.Mean()["h"]);
        using var restored = new ScoreAverage(.9);
        restored.Restore(average.State);
        Close.To(Tiny.Numbers(average.Mean()["g"]), restored.Mean()["g"], 0);
    }

    [Fact]
    public void ForgottenAtACutOtherwise()
    {
        using var average = new ScoreAverage();
        average.Add(new Dictionary<string, Tensor> { ["g"] = tensor(new[] { 1.0, 2, 3 }) });
        average.Cut(new Dictionary<string, IReadOnlyCollection<int>> { ["g"] = [1] });
        Assert.Empty(average.State);
    }

    [Theory]
    [InlineData("l1", new[] { 4.0, 2 })]
    [InlineData("l2", new[] { 2.449490, 1 })]
    [InlineData("taylor-weight", new[] { .41, 1 })]
    [InlineData("taylor-weight-abs", new[] { .9, 2 })]
    [InlineData("taylor", new[] { .7, 0 })]
    [InlineData("latency", new[] { .7, 0 })]
    public void ThoseOfTwoFiltersWithoutABatchNorm(string criterion, double[] expected)
    {
        var weights = new Dictionary<string, Tensor> { ["w"] = tensor(new[] { 1.0, -1, 2, 0, .5, .5, -.5, -.5 }, [2, 1, 2, 2]) };
        var gradients = new Dictionary<string, Tensor> { ["w"] = tensor(new[] { .1, .2, -.3, .4, 1, -1, 1, -1 }, [2, 1, 2, 2]) };
        Close.To(expected, ChannelScores.Of(criterion, [Group("w")], weights, gradients)["g"]);
    }

    [Fact]
    public void TheDistancesToTheOtherFilters()
    {
        var weights = new Dictionary<string, Tensor> { ["w"] = tensor(new[] { 1.0, 0, 0, 1, 3, 4, 1, 1 }, [4, 1, 1, 2]) };
        Close.To([6.886350, 6.656854, 12.320328, 5.605551], ChannelScores.Of("fpgm", [Group("w")], weights)["g"]);
    }

    [Fact]
    public void TheMeanScaleOfTheBatchNorms()
    {
        var weights = new Dictionary<string, Tensor> { ["a.weight"] = tensor(new[] { 1.2, -.4 }), ["b.weight"] = tensor(new[] { -.2, .4 }) };
        Close.To([.7, .4], ChannelScores.Of("bn-scale", [Norms("a", "b")], weights)["g"]);
    }

    [Fact]
    public void TheRelativeNormOfARowWhereNoBatchNormScalesIt()
    {
        var weights = new Dictionary<string, Tensor> { ["w"] = tensor(new[] { 3.0, 4, 0, 15 }, [2, 2]) };
        Close.To([.5, 1.5], ChannelScores.Of("bn-scale", [Group("w")], weights)["g"]);
    }

    [Theory]
    [InlineData("sum", new[] { 1.75, 1.125, 1.125, 1.5 })]
    [InlineData("mean", new[] { .583333, .375, .375, .5 })]
    [InlineData("max", new[] { 1, .5, .5, 1 })]
    public void ThoseOfCoupledLayersReducedAsAsked(string reduction, double[] expected)
    {
        string[] names = ["a", "b", "c"];
        double[][] scores = [[1, .125, .5, .25], [.25, .5, .125, 1], [.5, .5, .5, .25]];
        var weights = names.Zip(scores).ToDictionary(n => n.First, n => tensor(n.Second, [4, 1]));
        Close.To(expected, ChannelScores.Of("l1", [Group(names)], weights, reduction: reduction)["g"]);
        var gates = names.Zip(scores).ToDictionary(n => $"{n.First}.weight", n => tensor(n.Second).neg());
        foreach (var name in names) gates.Add($"{name}.bias", zeros(4, ScalarType.Float64));
        var ones = gates.ToDictionary(g => g.Key, g => ones_like(g.Value));
        Close.To(expected, ChannelScores.Of("taylor", [Norms(names)], gates, ones, reduction)["g"]);
    }

    /// <summary>z in front of the next layer: d loss / dz at z = 1, by finite differences of the channel's whole output.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheGradientOfAGateOnTheChannel_WithBatchNormAndWithout(bool norm)
    {
        var weights = new Dictionary<string, Tensor>
        {
            ["c.weight"] = tensor(new[] { .3, -.7, .2, .9 }, [2, 2]).requires_grad_(true),
            ["c.bias"] = tensor(new[] { .4, -.2 }).requires_grad_(true),
            ["n.weight"] = tensor(new[] { 1.3, .6 }).requires_grad_(true),
            ["n.bias"] = tensor(new[] { -.1, .5 }).requires_grad_(true),
        };
        var group = new ChannelGroup(
            "g",
            [
                new("c.weight", 0, MemberRole.Producer), new("c.bias", 0, MemberRole.ProducerBias),
                .. norm ? new[] { new GroupMember("n.weight", 0, MemberRole.NormScale), new GroupMember("n.bias", 0, MemberRole.NormShift) } : [],
            ]);
        var images = tensor(new[] { 1.0, 2, -.5, .3, .8, -1.1 }, [3, 2]);
        Tensor Loss(Tensor gate)
        {
            var channels = nn.functional.linear(images, weights["c.weight"], weights["c.bias"]);
            if (norm)
                channels = nn.functional.batch_norm(
                    channels, zeros(2, ScalarType.Float64), ones(2, ScalarType.Float64), weights["n.weight"], weights["n.bias"], training: true);
            return channels.mul(gate).tanh().square().sum();
        }
        string[] read = [.. ChannelScores.GradientsRead("taylor", group)];
        var gradients = read.Zip(autograd.grad([Loss(ones(2, ScalarType.Float64))], [.. read.Select(r => weights[r])])).ToDictionary(g => g.First, g => g.Second);
        const double H = 1e-5;
        var expected = Enumerable.Range(0, 2).Select(c =>
        {
            double[] more = [1, 1], less = [1, 1];
            (more[c], less[c]) = (1 + H, 1 - H);
            return Math.Abs((Loss(tensor(more)).item<double>() - Loss(tensor(less)).item<double>()) / (2 * H));
        });
        Close.To([.. expected], ChannelScores.Of("taylor", [group], weights, gradients)["g"], 1e-8);
    }

    [Fact]
    public void DrawnAtRandomTheSameForASeedAndAgainAfterACut()
    {
        using var network = Tiny.Network();
        using RandomScores first = new(7), second = new(7), other = new(8);
        var before = Tiny.Numbers(first.Of(network)["s3"]);
        Assert.Equal(before, Tiny.Numbers(first.Of(network)["s3"]));
        Assert.NotEqual(before, Tiny.Numbers(other.Of(network)["s3"]));
        ChannelSurgery.Remove(network, new Dictionary<string, IReadOnlyCollection<int>> { ["s3"] = [0] });
        var after = Tiny.Numbers(first.Of(network)["s3"]);
        Assert.NotEqual(before[1..], after);
        Assert.Equal(after, Tiny.Numbers(second.Of(network)["s3"]));
    }

    [Fact]
    public void ComparedAcrossGroupsByTheirMeanOnlyWhereTheyAreNorms()
    {
        Assert.Equal([.5, 1.5], Ranked("l2", null, null));
        Assert.Equal([1.0, 3.0], Ranked("taylor", null, null));
    }

    [Theory]
    [InlineData("l2", "none", "global", new[] { 1.0, 3 })]
    [InlineData("taylor", "mean", "global", new[] { .5, 1.5 })]
    [InlineData("taylor", "max", "global", new[] { 1 / 3.0, 1 })]
    [InlineData("taylor", "max", "layer", new[] { .25, .75 })]
    public void ComparedAsAskedFor(string criterion, string normalisation, string ranking, double[] expected) =>
        Assert.Equal(expected, Ranked(criterion, normalisation, ranking));

    [Fact]
    public void OfCoupledLayersOverTheirMeanWhenBothAreAskedFor()
    {
        var means = new Dictionary<string, double[]> { ["g"] = [1.75 / 3, .375, .375, .5] };
        double[] expected = [1.272727, .818182, .818182, 1.090909];
        var ranked = ScoreRanking.Of(means, "taylor", "mean")["g"];
        for (var c = 0; c < 4; c++) Assert.Equal(expected[c], ranked[c], 6e-7);
    }

    private static double[] Ranked(string criterion, string? normalisation, string? ranking) =>
        ScoreRanking.Of(new Dictionary<string, double[]> { ["g"] = [1, 3] }, criterion, normalisation, ranking)["g"];

    private static ChannelGroup Group(params string[] weights) =>
        new("g", [.. weights.Select(w => new GroupMember(w, 0, MemberRole.Producer))]);

    private static ChannelGroup Norms(params string[] norms) => new(
        "g",
        [
            .. norms.Select(n => new GroupMember($"{n}.weight", 0, MemberRole.NormScale)),
            .. norms.Select(n => new GroupMember($"{n}.bias", 0, MemberRole.NormShift)),
        ]);
}
