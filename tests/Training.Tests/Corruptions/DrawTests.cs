using AdaSapSweep.Training.Corruptions;
using AdaSapSweep.Training.Data;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Corruptions;

public class Draws_of_an_image
{
    [Fact]
    public void Are_words_of_a_SplitMix64_stream_of_its_own()
    {
        using var scope = NewDisposeScope();
        var draws = ImageDraws.For(11, 3, 2, 40, 2, CPU);
        var (halves, quarters) = (draws.Bits32(3).data<long>().ToArray(), draws.Bits16(2, 3).data<long>().ToArray());
        for (var image = 0; image < 2; image++)
        {
            // The image's key is the word of its number in the stream of (seed, kind, severity), here written out with plain integers.
            var stream = SplitMix64.For(11, 3, 2).Next();
            var words = new SplitMix64(new SplitMix64(unchecked(stream + (39 + (ulong)image) * 0x9E3779B97F4A7C15)).Next());
            var (first, second) = (words.Next(), words.Next());
            Assert.Equal([(long)(first & 0xFFFFFFFF), (long)(first >> 32), (long)(second & 0xFFFFFFFF)], halves[(3 * image)..(3 * image + 3)]);
            var (third, fourth) = (words.Next(), words.Next());
            ulong[] expected = [third & 0xFFFF, third >> 16 & 0xFFFF, third >> 32 & 0xFFFF, third >> 48, fourth & 0xFFFF, fourth >> 16 & 0xFFFF];
            Assert.Equal(expected.Select(v => (long)v), quarters[(6 * image)..(6 * image + 6)]);
        }
    }

    [Fact]
    public void Look_normal_through_the_table()
    {
        var values = NormalTable.Scaled(1);
        Assert.Equal(0, values.Average(v => (double)v), 1e-9);
        Assert.Equal(1, values.Average(v => (double)v * v), 1e-6);
        Assert.Equal(3, values.Average(v => Math.Pow(v, 4)), 0.01);
        Assert.Equal(1.959964, values[(int)(0.975 * NormalTable.Count)], 1e-3);
        Assert.Equal(0.674490, values[3 * NormalTable.Count / 4], 1e-3);
        Assert.Equal(3.090232, values[(int)(0.999 * NormalTable.Count)], 0.01);
        Assert.Equal(values.Order(), values);
    }

    [Fact]
    public void Follow_any_distribution_through_an_alias_table()
    {
        double[] probabilities = [.5, .05, 0, .3, .15];
        var (keep, alias) = AliasTable.Of(probabilities, 8);
        var found = new double[8];
        for (var k = 0; k < 8; k++)
        {
            found[k] += keep[k] / 8;
            found[alias[k]] += (1 - keep[k]) / 8;
        }
        for (var k = 0; k < 8; k++) Assert.Equal(k < 5 ? probabilities[k] : 0, found[k], 1e-12);
    }
}
