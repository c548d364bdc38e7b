using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Masks;

public class A_mask_of_the_highest_scores
{
    [Fact]
    public void Drops_of_equal_scores_the_first_ones() => Assert.Equal("0001 11", Text([[1, 1, 1, 2], [1, 1]], 3, least: 0));

    [Theory]
    [InlineData(0, "000 0111 00")]
    [InlineData(1, "010 0001 01")]
    public void Keeps_in_every_layer_as_many_as_it_must_in_place_of_higher_ones(int least, string expected) =>
        Assert.Equal(expected, Text([[-5, 2, 1], [6, 6.5, 7, 8], [0, 0]], 6, least));

    [Fact]
    public void Keeps_several_in_every_layer() => Assert.Equal("110 0011 11", Text([[3, 2, 1], [6, 6.5, 7, 8], [0, 0]], 3, least: 2));

    [Fact]
    public void Is_that_of_sorted_scores_and_exact_whatever_the_ties()
    {
        var random = new SplitMix64(3);
        for (var trial = 0; trial < 300; trial++)
        {
            double[][] layers = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 1 + (int)random.Below(40)).Select(_ => (double)random.Below(trial % 3 == 0 ? 3 : 1000) - 1).ToArray())];
            var scores = layers.SelectMany(s => s).ToArray();
            var drop = (int)random.Below(scores.Length - 2);
            var lowest = Enumerable.Range(0, scores.Length).OrderBy(i => scores[i]).ThenBy(i => i).Take(drop).ToHashSet();
            Assert.Equal(Enumerable.Range(0, scores.Length).Select(i => !lowest.Contains(i)), HighestScores.Keep(layers, drop, least: 0).SelectMany(k => k));

            var held = HighestScores.Keep(layers, drop, least: 1);
            Assert.Equal(drop, held.Sum(k => k.Count(kept => !kept)));
            Assert.All(held, k => Assert.Contains(true, k));
        }
    }

    [Fact]
    public void Of_sizes_is_the_magnitude_mask_where_no_layer_loses_all()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        (string, Tensor)[] weights = [("a", randn(new long[] { 8, 3, 3, 3 })), ("b", randn(new long[] { 10, 8 }).mul(2).round())];
        using var plain = SparseMask.Magnitude(weights, .7);
        using var held = SparseMask.Magnitude(weights, .7, least: 1);
        Assert.All(plain.Names, name => Assert.Equal(plain.FlagsOf(name), held.FlagsOf(name)));

        (string, Tensor)[] uneven = [("a", randn(new long[] { 8, 3, 3, 3 }) * 1e-3), ("b", randn(new long[] { 10, 80 }))];
        using var emptied = SparseMask.Magnitude(uneven, .7);
        using var saved = SparseMask.Magnitude(uneven, .7, least: 1);
        Assert.Equal((0, 1), (MaskUpdate.Active(emptied.FlagsOf("a")), MaskUpdate.Active(saved.FlagsOf("a"))));
        Assert.Equal(emptied.Zeros, saved.Zeros);
    }

    [Fact]
    public void Is_refused_where_there_is_none()
    {
        Assert.Throws<NotFiniteNumberException>(() => HighestScores.Keep([[1, double.NaN]], 1, 0));
        Assert.Throws<NotFiniteNumberException>(() => HighestScores.Keep([[1, double.PositiveInfinity]], 1, 0));
        Assert.Throws<ArgumentException>(() => HighestScores.Keep([[1, 2], [3, 4]], 3, 1));
        Assert.Throws<ArgumentException>(() => HighestScores.Keep([[1, 2]], 2, 0));
    }

    private static string Text(double[][] layers, int drop, int least) => string.Join(' ', HighestScores.Keep(layers, drop, least).Select(Flags.Text));
}
