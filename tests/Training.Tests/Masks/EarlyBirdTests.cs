using AdaSapSweep.Stages;
using AdaSapSweep.Training.Masks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Masks;

public class The_early_bird_rule
{
    private static readonly float[] Weights = [.5f, -.1f, .3f, -.7f, .2f, .9f, -.4f, .05f, .6f, -.8f];
    private static readonly TicketSearchSettings Settings = new() { Window = 5, Distance = 0.08 };

    [Theory]
    [InlineData(.8, "0000010000")]
    [InlineData(.5, "0001010011")]
    [InlineData(.9, "0000000000")]
    [InlineData(0, "1111111011")]
    public void Keeps_what_is_strictly_above_the_threshold(double sparsity, string expected) =>
        Assert.Equal(expected, Flags.Text(EarlyBird.MaskOf(Weights, sparsity)));

    [Fact]
    public void Drops_all_ties_at_the_threshold() =>
        Assert.Equal("0001010011", Flags.Text(EarlyBird.MaskOf([.5f, -.5f, .5f, -.7f, .2f, .9f, -.4f, .05f, .6f, -.8f], .5)));

    /// <summary>Scales of two batch norms, of four and six channels.</summary>
    [Theory]
    [InlineData(new[] { 1, .2f, -.6f, .4f, .9f, .1f, .3f, .8f, -.7f, .5f }, "1000100110")]
    [InlineData(new[] { 1f, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, "0000000000")]
    public void Watches_the_scales_of_batch_norms_alike(float[] scales, string expected) =>
        Assert.Equal(expected, Flags.Text(EarlyBird.MaskOf(scales, .5)));

    [Fact]
    public void Waits_for_a_full_window_and_compares_the_newest_mask_with_each_older_one()
    {
        var rule = new EarlyBird(Settings, .8);
        foreach (var second in new[] { 1, 2, 1, 3 })
        {
            rule.Push(KeepingZeroAnd(second));
            Assert.Equal([1, 1, 1, 1], rule.Distances);
            Assert.False(rule.Found);
        }
        rule.Push(KeepingZeroAnd(1));
        AssertDistances(rule, 0, .2, 0, .2);
        Assert.False(rule.Found);
        rule.Push(KeepingZeroAnd(1));
        AssertDistances(rule, .2, 0, .2, 0);
        Assert.False(rule.Found);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void Ends_the_search_at_a_distance_of_8_in_100_but_not_of_9(int differing, bool found)
    {
        var rule = new EarlyBird(Settings, .8);
        for (var i = 0; i < 4; i++) rule.Push([.. Enumerable.Range(0, 100).Select(position => position >= differing)]);
        rule.Push([.. Enumerable.Repeat(true, 100)]);
        Assert.Equal(found, rule.Found);
    }

    [Fact]
    public void Continues_from_saved_masks()
    {
        var rule = new EarlyBird(Settings, .8);
        foreach (var second in new[] { 1, 2, 1, 3, 1, 4 }) rule.Push(KeepingZeroAnd(second));
        var resumed = new EarlyBird(Settings, .8);
        foreach (var mask in rule.Masks) resumed.Push(mask);
        Assert.Equal(rule.Distances, resumed.Distances);
        Assert.Equal(5, resumed.Masks.Count);
    }

    [Fact]
    public void Needs_two_masks_and_a_sparsity_below_1()
    {
        Assert.Throws<ArgumentException>(() => new EarlyBird(Settings with { Window = 1 }, .8));
        Assert.Throws<ArgumentException>(() => new EarlyBird(Settings, 1));
    }

    private static bool[] KeepingZeroAnd(int second) => [.. Enumerable.Range(0, 10).Select(i => i == 0 || i == second)];

    private static void AssertDistances(EarlyBird rule, params double[] expected)
    {
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], rule.Distances[i], 1e-12);
    }
}
