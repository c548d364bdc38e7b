using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Masks;

public class An_adaptive_density
{
    private static readonly AdaptiveDensitySettings Settings = new() { Window = 4, PruneRatio = .4, GrowthRatio = .05, Threshold = .5, StartShare = .5 };

    [Theory]
    [InlineData(new[] { 1.9, 1.8, 1.85, 1.84, 1.86 }, new double[] { 10, 12, 11, 13, 14 }, .75, .5, true, true)]
    [InlineData(new[] { 2, 1.9, 1.8, 1.7, 1.75 }, new[] { 10, 9, 9, 9.5, 9 }, .25, .25, false, false)]
    [InlineData(new[] { 9, 1, 1, .9, .8, .7 }, new double[] { 0, 5, 5, 6, 7, 8 }, .75, .25, true, false)]
    [InlineData(new double[] { 1, 1, 1, 1, 1 }, new double[] { 3, 3, 3, 3, 3 }, 0, 1, false, true)]
    [InlineData(new double[] { 1, 2 }, new double[] { 3, 4 }, 1, 1, true, true)]
    [InlineData(new double[] { 1 }, new double[] { 3 }, 0, 0, false, false)]
    [InlineData(new double[] { }, new double[] { }, 0, 0, false, false)]
    public void Prunes_where_the_gap_widens_and_grows_where_the_loss_does_not_fall(
        double[] losses, double[] gaps, double pruneShare, double growShare, bool prune, bool grow) =>
        Assert.Equal(new DensityDecision(prune, grow, pruneShare, growShare), AdaptiveDensity.Decide(losses, gaps, 100, 200, Settings));

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void Begins_after_a_share_of_the_epochs(int epoch, bool decides)
    {
        var decision = AdaptiveDensity.Decide([1.9, 1.8, 1.85, 1.84, 1.86], [10, 12, 11, 13, 14], epoch, 200, Settings);
        Assert.Equal((decides, decides), (decision.Prune, decision.Grow));
    }

    [Theory]
    [InlineData(0, 0, 20, "")]
    [InlineData(.4, 0, 16, "")]
    [InlineData(0, .25, 22, "")]
    [InlineData(.4, .25, 18, "0000000000000011111100000000111111111111")]
    public void Leaves_the_counts_of_the_official_code(double deeper, double more, int left, string expected)
    {
        bool[] mask = [.. Enumerable.Range(0, 40).Select(i => i < 20)];
        float[] weights = [.. Enumerable.Range(0, 40).Select(i => i < 20 ? (i + 1) / 100f : 0)];
        float[] gradient = [.. Enumerable.Range(0, 40).Select(i => i + 1f)];
        LayerUpdate.Run(mask, weights, new MaskChange(.5) { Deeper = deeper, More = more }, () => gradient, new SplitMix64(1));
        Assert.Equal(left, MaskUpdate.Active(mask));
        if (expected.Length > 0) Assert.Equal(expected, Flags.Text(mask));
    }

    [Theory]
    [InlineData(1000, .4, 0, 800)]
    [InlineData(1000, 0, .05, 1025)]
    [InlineData(1000, .4, .05, 825)]
    public void Drifts_by_the_net_that_the_paper_code_has(int active, double deeper, double more, int left)
    {
        var random = new SplitMix64(9);
        bool[] mask = [.. Enumerable.Range(0, 5 * active).Select(i => i < active)];
        float[] weights = [.. mask.Select(on => on ? (float)random.NextNormal() : 0)];
        LayerUpdate.Run(mask, weights, new MaskChange(.5) { Deeper = deeper, More = more }, null, random);
        Assert.Equal(left, MaskUpdate.Active(mask));
    }

    [Theory]
    [InlineData(null, null, true, true)]
    [InlineData(.1, .3, true, true)]
    [InlineData(.19, null, false, true)] // 200 - 40 + 10 is below 190
    [InlineData(.17, null, true, true)] // at the floor exactly
    [InlineData(null, .15, true, false)] // above it already
    [InlineData(.165, .16, false, false)]
    public void Keeps_to_its_bounds(double? floor, double? ceiling, bool prune, bool grow)
    {
        var decision = AdaptiveDensity.Within(new(true, true, 1, 1), 200, 40, 10, 1000, Settings with { Floor = floor, Ceiling = ceiling });
        Assert.Equal((prune, grow), (decision.Prune, decision.Grow));
    }

    [Fact]
    public void Does_not_grow_beyond_its_ceiling() =>
        Assert.False(AdaptiveDensity.Within(new(false, true, 0, 1), 200, 40, 10, 1000, Settings with { Ceiling = .209 }).Grow);
}
