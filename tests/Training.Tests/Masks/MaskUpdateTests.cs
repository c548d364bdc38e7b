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
    [InlineData(5, "0000010000")]
    [InlineData(3, "1000010010")]
    public void Can_kill_more_than_it_grows(int count, string expected)
    {
        var mask = Flags.Of(Mask);
        MaskUpdate.Prune(mask, Weights, count);
        Assert.Equal(expected, Flags.Text(mask));
        MaskUpdate.GrowByGradient(mask, Gradient, 1);
        Assert.Equal(expected.Count(c => c == '1') + 1, MaskUpdate.Active(mask));
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
        MaskUpdate.GrowByGradient(mask, Gradient, 3);
        Assert.Equal("1001111010", Flags.Text(mask));
    }

    [Fact]
    public void Grows_the_asked_number_even_without_gradients()
    {
        var mask = Flags.Of("10000");
        MaskUpdate.GrowByGradient(mask, new float[5], 2);
        Assert.Equal("11100", Flags.Text(mask));
        MaskUpdate.GrowByGradient(mask, new float[5], 9);
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
    [InlineData(100, 75, .0774911)]
    [InlineData(100, 99, .0051221)]
    [InlineData(100, 100, .005)]
    [InlineData(70_400, 900, .4998004)]
    [InlineData(70_400, 36_000, .2436661)]
    [InlineData(70_400, 69_600, .0051577)]
    public void Replaces_ever_fewer_along_a_cosine(long steps, long step, double expected) =>
        Assert.Equal(expected, DeathRate.At(step, steps, Settings(1)), 5e-8);

    [Fact]
    public void Is_due_at_multiples_of_the_interval_but_not_at_the_end() =>
        Assert.Equal([4, 8], Enumerable.Range(1, 12).Where(step => DeathRate.IsDue(step, 12, Settings(4))));

    private static MaskUpdateSettings Settings(int interval) =>
        new() { Interval = interval, InitialRate = .5, FinalRate = .005, Growth = GrowthRules.Gradient };
}
