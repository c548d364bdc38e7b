using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Masks;

/// <summary>Masks are made from single numbers of given rank; here beside the same rules with everything sorted.</summary>
public class TheRankOf
{
    public static TheoryData<string> Kinds => ["few values", "zeros", "many values", "ascending", "descending", "organ pipe", "equal", "neighbours", "not finite"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ANumberIsThatOfSortedOnes(string kind)
    {
        var random = new SplitMix64(1);
        for (var trial = 0; trial < 100; trial++)
        {
            double[] values = [.. Drawn(kind, random, 1 + random.Below(90)).Select(v => float.IsNaN(v) ? double.NegativeInfinity : (double)v * v * v)];
            double[] sorted = [.. values.Order()];
            uint[] keys = [.. values.Select(v => (uint)Math.Abs(BitConverter.DoubleToInt64Bits(v) % 5000))];
            uint[] sortedKeys = [.. keys.Order()];
            for (var rank = 0; rank < values.Length; rank++)
            {
                Assert.Equal(sorted[rank], OrderStatistic.Of(values, rank));
                Assert.Equal(sortedKeys[rank], OrderStatistic.Of<uint>([.. keys], rank));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SizesMakesTheMasksThatSortingMakes(string kind)
    {
        var random = new SplitMix64(2);
        for (var trial = 0; trial < 400; trial++)
        {
            var weights = Drawn(kind, random, 1 + random.Below(60));
            var count = random.Below(weights.Length + 1);
            AssertSame(() => SortedDrop(weights, count), () => Magnitudes.DropSmallest(weights, count));
            if (count < weights.Length) AssertSame(() => SortedAbove(weights, count), () => Magnitudes.AboveRank(weights, count));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SizesPrunesWhatSortingPrunes(string kind)
    {
        var random = new SplitMix64(3);
        for (var trial = 0; trial < 600; trial++)
        {
            var (mask, weights) = Masked(kind, random);
            var (count, deeper) = (random.Below(mask.Length + 1), random.Below(3) * random.Below(mask.Length));
            bool[] expected = [.. mask];
            var died = 0;
            AssertSame(
                () => { died = SortedPrune(expected, weights, count, deeper); return expected; },
                () => { Assert.Equal(died, MaskUpdate.Prune(mask, weights, count, deeper)); return mask; });
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ScoresGrowsWhatSortingGrows(string kind)
    {
        var random = new SplitMix64(4);
        for (var trial = 0; trial < 600; trial++)
        {
            var (mask, scores) = Masked(kind, random);
            bool[] killed = trial % 2 == 0 ? [] : [.. mask.Select(kept => !kept && random.Below(2) == 0)];
            var count = random.Below(mask.Length + 2) - 1;
            bool[] expected = [.. mask];
            SortedGrowth(expected, scores, count, killed);
            MaskUpdate.GrowByScore(mask, scores, count, killed);
            Assert.Equal(Flags.Text(expected), Flags.Text(mask));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(50)]
    public void ScoresHoldsWhatSortingHolds(int least)
    {
        var random = new SplitMix64(5);
        for (var trial = 0; trial < 200; trial++)
        {
            double[][] layers = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 1 + random.Below(30)).Select(_ => random.Below(9) - 4.0).ToArray())];
            var held = layers.Select(s => Enumerable.Range(0, s.Length).OrderByDescending(i => s[i]).ThenByDescending(i => i).Take(least).ToHashSet()).ToArray();
            var most = layers.Sum(s => s.Length) - Math.Max(1, held.Sum(h => h.Count));
            if (most < 0) continue;
            var drop = random.Below(most + 1);
            var gone = layers.SelectMany((s, l) => s.Select((score, i) => (score: held[l].Contains(i) ? double.PositiveInfinity : score, l, i)))
                .OrderBy(w => w.score).ThenBy(w => w.l).ThenBy(w => w.i).Take(drop).Select(w => (w.l, w.i)).ToHashSet();
            var keep = HighestScores.Keep(layers, drop, least);
            for (var l = 0; l < layers.Length; l++) Assert.Equal(Enumerable.Range(0, layers[l].Length).Select(i => !gone.Contains((l, i))), keep[l]);
        }
    }

    /// <summary>What lies in the memory in another order has the same places in the mask, and the weights and momentum are zero there.</summary>
    [Fact]
    public void WeightsDoesNotGoByTheirStrides()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (weight, momentum, score) = (randn(new long[] { 8, 5, 3, 3 }), randn(new long[] { 8, 5, 3, 3 }), randn(new long[] { 8, 5, 3, 3 }));
        var plain = Updated(weight.clone(), momentum.clone(), score);
        var strided = Updated(ChannelsLast(weight), ChannelsLast(momentum), ChannelsLast(score));
        Assert.Equal(plain.Flags, strided.Flags);
        Assert.Equal(plain.Weight, strided.Weight);
        Assert.Equal(plain.Flags.Zip(plain.Weight).Count(w => !w.First), plain.Weight.Count(w => w == 0));

        static Tensor ChannelsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

        static (bool[] Flags, float[] Weight) Updated(Tensor weight, Tensor momentum, Tensor score)
        {
            using var mask = SparseMask.Random([("w", weight)], LayerBudgets.Uniform, .8, new SplitMix64(6));
            mask.Update(new MaskChange(.5), _ => weight, _ => momentum, _ => score, new SplitMix64(7));
            Assert.Equal(mask.FlagsOf("w").Select(kept => kept ? 1f : 0f), momentum.ne(0).to(ScalarType.Float32).contiguous().data<float>().ToArray());
            return (mask.FlagsOf("w"), weight.contiguous().data<float>().ToArray());
        }
    }

    private static float[] Drawn(string kind, SplitMix64 random, int size) => kind switch
    {
        "few values" => Filled(size, _ => (random.Below(9) - 4) / 4f),
        "zeros" => Filled(size, _ => random.Below(10) > 0 ? random.Below(2) * -0f : (float)random.NextNormal()),
        "many values" => Filled(size, _ => (float)random.NextNormal()),
        "ascending" => Filled(size, i => i),
        "descending" => Filled(size, i => -i),
        "organ pipe" => Filled(size, i => Math.Min(i, size - i)),
        "equal" => Filled(size, _ => -2.5f),
        "neighbours" => Filled(size, _ => BitConverter.UInt32BitsToSingle(0x3F7FFFFC + (uint)random.Below(8))),
        _ => Filled(size, _ => random.Below(random.Below(4) == 0 ? 12 : 100) switch
        {
            0 => float.NaN,
            1 => BitConverter.UInt32BitsToSingle(0x7F80_0001),
            2 => float.PositiveInfinity,
            3 => float.NegativeInfinity,
            4 => float.Epsilon,
            5 => -float.MaxValue,
            _ => random.Below(5),
        }),
    };

    private static float[] Filled(int size, Func<int, float> value) => [.. Enumerable.Range(0, size).Select(value)];

    private static (bool[] Mask, float[] Values) Masked(string kind, SplitMix64 random)
    {
        var share = random.NextDouble();
        bool[] mask = [.. Enumerable.Range(0, 1 + random.Below(60)).Select(_ => random.NextDouble() < share)];
        return (mask, Drawn(kind, random, mask.Length));
    }

    /// <summary>The same mask, or both refuse to make one.</summary>
    private static void AssertSame(Func<bool[]> sorted, Func<bool[]> made)
    {
        bool[]? expected = null;
        try
        {
            expected = sorted();
        }
        catch (ArgumentException)
        {
            Assert.Throws<ArgumentException>(() => { made(); });
        }
        if (expected is not null) Assert.Equal(Flags.Text(expected), Flags.Text(made()));
    }

    private static float[] SortedSizes(float[] weights)
    {
        float[] sorted = [.. weights.Select(Math.Abs).Order()];
        return float.IsNaN(sorted[0]) ? throw new ArgumentException("not a number") : sorted;
    }

    private static bool[] SortedDrop(float[] weights, int drop)
    {
        if (drop > 0) SortedSizes(weights);
        var gone = Enumerable.Range(0, weights.Length).OrderBy(i => Math.Abs(weights[i])).ThenBy(i => i).Take(drop).ToHashSet();
        return [.. weights.Select((_, i) => !gone.Contains(i))];
    }

    private static bool[] SortedAbove(float[] weights, int rank) => [.. weights.Select(w => Math.Abs(w) > SortedSizes(weights)[rank])];

    private static int SortedPrune(bool[] mask, float[] weights, int count, int deeper)
    {
        var active = mask.Count(kept => kept);
        if (count <= 0 || active == mask.Length) return 0;
        var sorted = SortedSizes(weights);
        var rank = mask.Length - active + count;
        var usual = sorted[Math.Min(rank, mask.Length) - 1];
        var threshold = sorted[Math.Min(rank + deeper, mask.Length) - 1];
        var died = mask.Where((kept, i) => kept && Math.Abs(weights[i]) <= usual).Count();
        for (var i = 0; i < mask.Length; i++) mask[i] = mask[i] && Math.Abs(weights[i]) > threshold;
        return died;
    }

    /// <summary>What is not a number counts as largest.</summary>
    private static void SortedGrowth(bool[] mask, float[] scores, int count, bool[] killed)
    {
        var candidates = Enumerable.Range(0, mask.Length).Where(i => !mask[i] && (killed.Length == 0 || !killed[i]));
        int[] grown = [.. candidates.OrderBy(i => -Math.Abs(scores[i])).ThenBy(i => i).Take(Math.Max(0, count))];
        foreach (var position in grown) mask[position] = true;
        if (killed.Length > 0) SortedGrowth(mask, scores, count - grown.Length, []);
    }
}
