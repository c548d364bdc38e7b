using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;
using Xunit;

namespace AdaSapSweep.Training.Tests.Pruning;

public sealed class TheSelectionOfChannels
{
    private static readonly Blueprint Resnet8 = NetworkCatalog.Blueprint("resnet8", 10, InputNormalisation.None);

    [Theory]
    [InlineData(.9)]
    [InlineData(.5)]
    [InlineData(.3)]
    [InlineData(.1)]
    public void LandsWithinOnePercentOfTheCountAskedFor(double share)
    {
        var target = (long)(share * 75_290);
        var left = NetworkCosts.ParametersOf(Apply(Resnet8, Choose(Resnet8, RandomScores(Resnet8), target)));
        Assert.InRange(left, .99 * target, 1.01 * target);
    }

    [Fact]
    public void TakesTheLowestScoresOfTheNetworkFirst()
    {
        var scores = Constant(Resnet8, 10);
        scores["s2"][7] = 1;
        scores["layer3.0.inner"][5] = 2;
        var target = NetworkCosts.ParametersOf(Resnet8.Without("s2", [7]).Without("layer3.0.inner", [5]));
        var chosen = Choose(Resnet8, scores, target);
        Assert.Equal(["layer3.0.inner", "s2"], chosen.Keys.Order());
        Assert.Equal([7], chosen["s2"]);
        Assert.Equal([5], chosen["layer3.0.inner"]);
    }

    [Fact]
    public void BreaksTiesByGroupThenIndex()
    {
        var target = NetworkCosts.ParametersOf(Resnet8.Without("s1", [0, 1, 2]));
        var chosen = Choose(Resnet8, Constant(Resnet8, 1), target);
        Assert.Equal([0, 1, 2], Assert.Single(chosen).Value);
        Assert.Equal("s1", chosen.Keys.Single());
    }

    /// <summary>Scores 1.75, 1.125, 1.125, 1.5, and one of four channels to go: the second one, and not the third that ties with it.</summary>
    [Fact]
    public void TakesExactlyAsManyAsAskedForFromATie()
    {
        var scores = Constant(Resnet8, 10);
        (scores["s3"][0], scores["s3"][1], scores["s3"][2], scores["s3"][3]) = (1.75, 1.125, 1.125, 1.5);
        var chosen = Choose(Resnet8, scores, NetworkCosts.ParametersOf(Resnet8.Without("s3", [0])));
        Assert.Equal([1], Assert.Single(chosen).Value);
    }

    [Fact]
    public void LeavesTwoChannelsAndATenthOfEveryGroup()
    {
        var left = Apply(Resnet8, Choose(Resnet8, RandomScores(Resnet8), 0));
        Assert.All(left.Widths, w => Assert.Equal(Math.Max(2, Math.Ceiling(.1 * left.DenseWidths[w.Key])), w.Value));
    }

    [Theory]
    [InlineData(.8, false)]
    [InlineData(.5, false)]
    [InlineData(.2, false)]
    [InlineData(.8, true)]
    [InlineData(.5, true)]
    [InlineData(.2, true)]
    public void LandsWithinOnePercentOfTheMacsAskedFor(double share, bool weighed)
    {
        var cost = QuadraticCost.Macs(Resnet8, 32);
        var target = share * cost.Of(Resnet8);
        var left = cost.Of(Apply(Resnet8, ChannelSelection.Choose(Resnet8, RandomScores(Resnet8), cost, target, weighed)));
        Assert.InRange(left, .99 * target, 1.01 * target);
    }

    /// <summary>What the two groups' channels add to the score per unit of cost decides, not the score alone.</summary>
    [Fact]
    public void WeighsScoresAgainstCostsWhenAsked()
    {
        var scores = Constant(Resnet8, 1);
        // 866 parameters a channel, where those of score 1 have at most 621.
        Array.Fill(scores["layer3.0.inner"], 1.2);
        Array.Fill(scores["s2"], 3);
        var cost = QuadraticCost.Parameters(Resnet8);
        var target = .8 * cost.Of(Resnet8);

        var ordered = ChannelSelection.Choose(Resnet8, scores, cost, target);
        var weighed = ChannelSelection.Choose(Resnet8, scores, cost, target, weighed: true);

        Assert.DoesNotContain("layer3.0.inner", ordered.Keys);
        Assert.Contains("layer3.0.inner", weighed.Keys);
        Assert.True(Kept(scores, weighed) > Kept(scores, ordered));
    }

    [Fact]
    public void TakesNothingFromANetworkThatIsSmallEnough() =>
        Assert.Empty(Choose(Resnet8, RandomScores(Resnet8), 80_000));

    private static Blueprint Apply(Blueprint blueprint, Dictionary<string, IReadOnlyCollection<int>> chosen) =>
        chosen.Aggregate(blueprint, (b, c) => b.Without(c.Key, c.Value));

    private static Dictionary<string, IReadOnlyCollection<int>> Choose(Blueprint blueprint, Dictionary<string, double[]> scores, long target) =>
        ChannelSelection.Choose(blueprint, scores, QuadraticCost.Parameters(blueprint), target);

    private static double Kept(Dictionary<string, double[]> scores, Dictionary<string, IReadOnlyCollection<int>> chosen) =>
        scores.Sum(s => s.Value.Sum() - (chosen.TryGetValue(s.Key, out var gone) ? gone.Sum(c => s.Value[c]) : 0));

    private static Dictionary<string, double[]> Constant(Blueprint blueprint, double score) =>
        blueprint.Widths.ToDictionary(w => w.Key, w => Enumerable.Repeat(score, w.Value).ToArray());

    private static Dictionary<string, double[]> RandomScores(Blueprint blueprint)
    {
        var random = new Random(4);
        return blueprint.Groups.ToDictionary(g => g.Name, g => Enumerable.Range(0, blueprint.Widths[g.Name]).Select(_ => random.NextDouble()).ToArray());
    }
}
