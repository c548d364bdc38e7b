using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Masks;

public class A_mask_update
{
    private const string Mask = "1011011010";
    private static readonly float[] Weights = [.5f, 0, -.1f, .3f, 0, -.7f, .2f, 0, .4f, 0];
    private static readonly float[] Gradient = [9, -.3f, .05f, 8, .6f, 7, -.9f, .1f, 6, -.2f];

    [Theory]
    [InlineData(.5, "1000010010")]
    [InlineData(.3, "1001010010")]
    [InlineData(.25, "1001010010")]
    [InlineData(.005, "1001011010")]
    public void Kills_the_smallest_active_weights(double rate, string expected)
    {
        var mask = Flags.Of(Mask);
        var count = MaskUpdate.DeathCount(mask, rate);
        Assert.Equal(count, MaskUpdate.Prune(mask, Weights, count));
        Assert.Equal(expected, Flags.Text(mask));
    }

    [Theory]
    [InlineData(.5, 3, "0000010000")]
    [InlineData(.3, 2, "1000010010")]
    [InlineData(.005, 1, "1001010010")]
    public void Can_kill_deeper_than_it_grows(double rate, int replaced, string expected)
    {
        var mask = Flags.Of(Mask);
        var change = new MaskChange(rate) { Deeper = .4 };
        Assert.Equal(replaced, MaskUpdate.Prune(mask, Weights, MaskUpdate.DeathCount(mask, rate), change.DeeperOf(6)));
        Assert.Equal(expected, Flags.Text(mask));
    }

    [Fact]
    public void Leaves_out_what_it_has_just_killed_where_that_is_asked()
    {
        var mask = Flags.Of(Mask);
        Assert.Equal((3, 3), LayerUpdate.Run(mask, Weights, new MaskChange(.5) { ExcludesKilled = true }, () => Gradient, new SplitMix64(1)));
        Assert.Equal("1100110011", Flags.Text(mask));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Brings_back_what_it_has_just_killed_where_there_is_too_little_else(bool byScore)
    {
        var mask = Flags.Of("1111111110");
        float[] weights = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
        Assert.Equal((5, 5), LayerUpdate.Run(mask, weights, new MaskChange(.5) { ExcludesKilled = true }, byScore ? () => Gradient : null, new SplitMix64(1)));
        Assert.Equal(9, MaskUpdate.Active(mask));
        Assert.True(mask[9]);
        if (byScore) Assert.Equal("1111111011", Flags.Text(mask));
    }

    [Fact]
    public void At_random_never_brings_back_what_it_has_just_killed_where_that_is_asked()
    {
        var random = new SplitMix64(5);
        for (var trial = 0; trial < 200; trial++)
        {
            var mask = Flags.Of(Mask);
            LayerUpdate.Run(mask, Weights, new MaskChange(.5) { ExcludesKilled = true }, null, random);
            Assert.Equal(6, MaskUpdate.Active(mask));
            Assert.False(mask[2] || mask[3] || mask[6]);
        }
    }

    [Fact]
    public void Kills_all_ties_at_the_threshold_and_says_how_many()
    {
        var mask = Flags.Of(Mask);
        float[] tied = [.5f, 0, -.2f, .2f, 0, -.7f, .2f, 0, .4f, 0];
        Assert.Equal(3, MaskUpdate.Prune(mask, tied, 2));
        Assert.Equal("1000010010", Flags.Text(mask));
    }

    [Fact]
    public void Takes_active_weights_that_are_zero_for_dead()
    {
        var mask = Flags.Of("1110");
        Assert.Equal(2, MaskUpdate.Prune(mask, [0, 0, 1, 0], 1));
        Assert.Equal("0010", Flags.Text(mask));
    }

    [Fact]
    public void Never_touches_a_dense_layer()
    {
        var mask = Flags.Of("1111");
        Assert.Equal(0, MaskUpdate.DeathCount(mask, .9));
        Assert.Equal(0, MaskUpdate.Prune(mask, [1, 2, 3, 4], 2));
        Assert.Equal("1111", Flags.Text(mask));
    }

    [Fact]
    public void Grows_where_the_gradient_is_largest_also_where_a_weight_was_just_killed()
    {
        var mask = Flags.Of("1000010010");
        MaskUpdate.GrowByScore(mask, Gradient, 3);
        Assert.Equal("1001111010", Flags.Text(mask));
    }

    [Fact]
    public void Grows_the_asked_number_even_without_gradients()
    {
        var mask = Flags.Of("10000");
        MaskUpdate.GrowByScore(mask, new float[5], 2);
        Assert.Equal("11100", Flags.Text(mask));
        MaskUpdate.GrowByScore(mask, new float[5], 9);
        Assert.Equal("11111", Flags.Text(mask));
    }

    [Fact]
    public void Grows_at_random_exactly_as_many_as_asked_and_everywhere_alike()
    {
        var random = new SplitMix64(3);
        var hits = new int[20];
        for (var trial = 0; trial < 4000; trial++)
        {
            var mask = new bool[20];
            mask[7] = true;
            MaskUpdate.GrowAtRandom(mask, random, 5);
            Assert.Equal(6, MaskUpdate.Active(mask));
            for (var i = 0; i < 20; i++) hits[i] += mask[i] ? 1 : 0;
        }
        Assert.Equal(4000, hits[7]);
        Assert.All(hits.Where((_, i) => i != 7), hit => Assert.InRange(hit, 900, 1200));
    }

    [Theory]
    [InlineData(100, 0, .5)]
    [InlineData(100, 1, .4998779)]
    [InlineData(100, 25, .4275089)]
    [InlineData(100, 50, .2525)]
    [InlineData(100, 75, .0774911)]
    [InlineData(100, 99, .0051221)]
    [InlineData(100, 100, .005)]
    [InlineData(70_400, 900, .4998004)]
    [InlineData(70_400, 17_600, .4275089)]
    [InlineData(70_400, 35_200, .2525)]
    [InlineData(70_400, 36_000, .2436661)]
    [InlineData(70_400, 52_800, .0774911)]
    [InlineData(70_400, 69_600, .0051577)]
    [InlineData(70_400, 70_400, .005)]
    public void Replaces_ever_fewer_along_a_cosine(long steps, long step, double expected) =>
        Assert.Equal(expected, DeathRate.At(step, steps, Settings(1)), 5e-8);

    /// <summary>RigL's own example: the same rule but for its rounding, which takes one fewer here.</summary>
    [Theory]
    [InlineData(3, "1001111010")]
    [InlineData(1, "1001111010")]
    public void Agrees_with_RigL_for_equal_counts(int count, string expected)
    {
        var mask = Flags.Of(Mask);
        MaskUpdate.GrowByScore(mask, Gradient, MaskUpdate.Prune(mask, Weights, count));
        Assert.Equal(expected, Flags.Text(mask));
    }

    [Fact]
    public void Is_due_at_multiples_of_the_interval_but_not_at_the_end() =>
        Assert.Equal([4, 8], Enumerable.Range(1, 12).Where(step => DeathRate.IsDue(step, 3, 4, Settings(4))));

    /// <summary>CIFAR-10 in the official scripts: 39 updates every 900 steps, then 29 every 1200, always at multiples of the whole count.</summary>
    [Fact]
    public void Is_due_less_often_after_half_of_the_epochs_where_that_is_asked()
    {
        var due = Enumerable.Range(1, 70_400).Where(step => DeathRate.IsDue(step, 200, 352, Settings(900) with { LateInterval = 1200 })).ToArray();
        Assert.Equal(68, due.Length);
        Assert.Equal(Enumerable.Range(1, 39).Select(i => 900 * i), due[..39]);
        Assert.Equal(Enumerable.Range(30, 29).Select(i => 1200 * i), due[39..]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Counts_as_late_the_epochs_whose_index_is_above_half_of_their_number(int epochs) =>
        Assert.Equal(13, Enumerable.Range(1, 4 * epochs - 1).First(step => DeathRate.IsDue(step, epochs, 4, Settings(10_000) with { LateInterval = 1 })));

    private static MaskUpdateSettings Settings(int interval) =>
        new() { Interval = interval, InitialRate = .5, FinalRate = .005, Growth = GrowthRules.Gradient };
}
