using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;

namespace AdaSapSweep.Training.Tests.Masks;

public class A_magnitude_mask
{
    private static readonly float[] Weights = [.5f, -.1f, .3f, -.7f, .2f, .9f, -.4f, .05f, .6f, -.8f];
    private static readonly float[] Tied = [.5f, -.5f, .5f, -.7f, .2f, .9f, -.4f, .05f, .6f, -.8f];

    [Theory]
    [InlineData(.8, "0000010001")]
    [InlineData(.5, "1001010011")]
    [InlineData(.25, "1011111011")]
    [InlineData(.9, "0000010000")]
    public void Drops_an_exact_number(double sparsity, string expected) =>
        Assert.Equal(expected, Flags.Text(Magnitudes.DropSmallest(Weights, Magnitudes.RoundedShare(sparsity, 10))));

    [Theory]
    [InlineData(.25, 2)]
    [InlineData(.75, 8)]
    [InlineData(.85, 8)]
    [InlineData(.05, 0)]
    public void Rounds_half_to_even(double sparsity, int dropped) => Assert.Equal(dropped, Magnitudes.RoundedShare(sparsity, 10));

    [Fact]
    public void Drops_the_first_of_equal_weights() =>
        Assert.Equal("0011010011", Flags.Text(Magnitudes.DropSmallest(Tied, 5)));

    [Fact]
    public void Keeps_all_or_nothing_at_the_ends()
    {
        Assert.Equal("1111111111", Flags.Text(Magnitudes.DropSmallest(Weights, 0)));
        Assert.Equal("0000000000", Flags.Text(Magnitudes.DropSmallest(Weights, 10)));
        Assert.Equal("0000", Flags.Text(Magnitudes.DropSmallest([1, 1, 1, 1], 4)));
    }

    [Fact]
    public void Is_not_made_from_weights_that_are_not_numbers() =>
        Assert.Throws<ArgumentException>(() => Magnitudes.DropSmallest([1, float.NaN, 2], 1));

    [Fact]
    public void Has_the_exact_count_whatever_the_ties()
    {
        var random = new SplitMix64(2);
        for (var trial = 0; trial < 300; trial++)
        {
            float[] weights = [.. Enumerable.Range(0, 1 + random.Below(60)).Select(_ => (random.Below(9) - 4) / 4f)];
            var drop = random.Below(weights.Length + 1);
            var keep = Magnitudes.DropSmallest(weights, drop);
            Assert.Equal(drop, keep.Count(kept => !kept));
            var largestDropped = weights.Where((_, i) => !keep[i]).Select(Math.Abs).DefaultIfEmpty(0).Max();
            Assert.All(weights.Where((_, i) => keep[i]), weight => Assert.True(Math.Abs(weight) >= largestDropped));
        }
    }
}
