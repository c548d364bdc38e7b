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

    /// <summary>Worked example 8: of 64 channels, in bundles of 8; the last one is stopped by the floor.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(7, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(20, 24)]
    [InlineData(63, 56)]
    public void RoundsToWholeBundles(int asked, int removed)
    {
        var (width, floor) = (64, ChannelBundles.Floor(2, 8, 64));
        while (64 - width < asked && ChannelBundles.Next(width, 8) >= floor) width = ChannelBundles.Next(width, 8);
        Assert.Equal(removed, 64 - width);
    }

    [Theory]
    [InlineData(.7, false)]
    [InlineData(.4, false)]
    [InlineData(.4, true)]
    public void LeavesMultiplesWhenAsked(double share, bool weighed)
    {
        var cost = QuadraticCost.Parameters(Resnet8);
        var target = share * cost.Of(Resnet8);
        var left = Apply(Resnet8, ChannelSelection.Choose(Resnet8, RandomScores(Resnet8), cost, target, weighed, multiple: 8));
        Assert.All(left.Widths.Values, width => Assert.Equal(0, width % 8));
        // A bundle is up to 8 x 866 parameters here.
        Assert.InRange(cost.Of(left), target - 3_500, target + 3_500);
    }

    [Fact]
    public void ABundleOfLowMeanScoreGoesFirst()
    {
        var scores = Constant(Resnet8, 10);
        for (var c = 8; c < 16; c++) scores["s2"][c] = 1 + c;
        for (var c = 0; c < 7; c++) scores["s3"][c] = 2;
        var cost = QuadraticCost.Parameters(Resnet8);
        var target = cost.Of(Resnet8.Without("s3", [.. Enumerable.Range(0, 8)]));
        var chosen = ChannelSelection.Choose(Resnet8, scores, cost, target, multiple: 8);
        Assert.Equal(Enumerable.Range(0, 8), Assert.Single(chosen).Value.Order());
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
