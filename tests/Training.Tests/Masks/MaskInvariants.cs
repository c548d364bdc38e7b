using AdaSapSweep.Stages;
using AdaSapSweep.Training.Data;
using AdaSapSweep.Training.Masks;
using Xunit;
using static TorchSharp.torch;

namespace AdaSapSweep.Training.Tests.Masks;

/// <summary>What holds for every mask, whatever it grows by and however training goes.</summary>
public class Mask_invariants
{
    public static TheoryData<bool, bool, double, double> Rules
    {
        get
        {
            var rules = new TheoryData<bool, bool, double, double>();
            foreach (var byScore in new[] { true, false })
                foreach (var excludes in new[] { true, false })
                    foreach (var (deeper, more) in new[] { (0, 0), (.4, 0), (0, .05), (.4, .25) }) rules.Add(byScore, excludes, deeper, more);
            return rules;
        }
    }

    /// <summary>Weights that differ: all counts are exact. A layer without zeros stays as it is.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Counts_follow_the_formulae(bool byScore, bool excludes, double deeper, double more)
    {
        var random = new SplitMix64(7);
        for (var trial = 0; trial < 300; trial++)
        {
            var mask = Drawn(random, 1 + random.Below(80));
            var weights = Weights(mask, random.NextNormal);
            bool[] before = [.. mask];
            var change = new MaskChange(random.Between(.005, .9)) { Deeper = deeper, More = more, ExcludesKilled = excludes };
            var (died, grown) = LayerUpdate.Run(mask, weights, change, byScore ? () => Weights(mask, random.NextNormal) : null, random);

            var (active, size) = (MaskUpdate.Active(before), mask.Length);
            var replaced = active == size ? 0 : (int)Math.Ceiling(change.Rate * active);
            Assert.Equal(replaced == 0 ? 0 : Math.Min(active, replaced + (int)Math.Ceiling(deeper * change.Rate * active)), died);
            Assert.Equal(Math.Min((int)(replaced * (1 + more)), size - active + died), grown);
            Assert.Equal(active - died + grown, MaskUpdate.Active(mask));
            if (active == size) Assert.Equal(before, mask);
            if (!byScore || !excludes) continue;
            // Weights that were masked before the update are enough: nothing killed is back.
            if (grown <= size - active) Assert.Equal(died, before.Zip(mask).Count(pair => pair.First && !pair.Second));
        }
    }

    /// <summary>Weights of few sizes, many of them zero: what ties kill is measured, so that a plain update keeps its count all the same.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Counts_hold_under_ties(bool byScore, bool excludes, double deeper, double more)
    {
        var random = new SplitMix64(8);
        for (var trial = 0; trial < 300; trial++)
        {
            var mask = Drawn(random, 1 + random.Below(60));
            var weights = Weights(mask, () => (random.Below(7) - 3) / 4.0);
            bool[] before = [.. mask];
            var change = new MaskChange(random.Between(.005, .9)) { Deeper = deeper, More = more, ExcludesKilled = excludes };
            var (died, grown) = LayerUpdate.Run(mask, weights, change, byScore ? () => new float[mask.Length] : null, random);

            var (active, size) = (MaskUpdate.Active(before), mask.Length);
            var wanted = active == size ? 0 : (int)Math.Ceiling(change.Rate * active);
            float[] sizes = [.. weights.Select(Math.Abs).Order()];
            int Killed(int count) => count == 0 ? 0 : before.Zip(weights).Count(w => w.First && Math.Abs(w.Second) <= sizes[Math.Min(size, size - active + count) - 1]);
            var replaced = Killed(wanted);
            Assert.InRange(replaced, wanted, active);
            Assert.Equal(wanted == 0 ? 0 : Killed(wanted + (int)Math.Ceiling(deeper * change.Rate * active)), died);
            Assert.Equal(Math.Min((int)(replaced * (1 + more)), size - active + died), grown);
            Assert.Equal(active - died + grown, MaskUpdate.Active(mask));
            if (deeper == 0 && more == 0) Assert.Equal(active, MaskUpdate.Active(mask));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Weights_and_momentum_are_zero_where_masked_after_every_step_and_update(bool byScore, bool excludes, double deeper, double more)
    {
        using var scope = NewDisposeScope();
        var random = new SplitMix64(11);
        manual_seed(4);
        for (var trial = 0; trial < 3; trial++)
        {
            var weights = Enumerable.Range(0, 4).ToDictionary(
                i => $"w{i}", i => randn(new long[] { 2 + random.Below(20), 2 + random.Below(20), i % 2 == 0 ? 3 : 1, i % 2 == 0 ? 3 : 1 }));
            var momenta = weights.ToDictionary(pair => pair.Key, pair => randn_like(pair.Value));
            using var mask = SparseMask.Random(
                [.. weights.Select(pair => (pair.Key, pair.Value))], LayerBudgets.All[trial % 3], random.Between(.3, .95), random);
            mask.Apply(name => weights[name], name => momenta[name]);
            for (var step = 0; step < 5; step++)
            {
                var change = new MaskChange(.5) { Deeper = deeper, More = more, ExcludesKilled = excludes };
                var (active, expected) = (mask.Count - mask.Zeros, mask.Expected(change));
                var (died, grown) = mask.Update(change, name => weights[name], name => momenta[name], byScore ? name => randn_like(weights[name]) : null, random);
                Assert.Equal(active - died + grown, mask.Count - mask.Zeros);
                Assert.Equal(active - expected.Deeper + expected.More, mask.Count - mask.Zeros);
                AssertZeroWhereMasked(mask, weights, momenta);
                foreach (var name in weights.Keys)
                {
                    weights[name].add_(randn_like(weights[name]));
                    momenta[name].add_(randn_like(weights[name]));
                }
                mask.Apply(name => weights[name], name => momenta[name]);
                AssertZeroWhereMasked(mask, weights, momenta);
            }
        }
    }

    /// <summary>The official code tosses coins: 100 on average, with a deviation of 9.3. Here the count is exact.</summary>
    [Theory]
    [InlineData(0, 200)]
    [InlineData(.05, 205)]
    public void Random_growth_draws_an_exact_number(double more, int expected)
    {
        var random = new SplitMix64(2);
        for (var trial = 0; trial < 50; trial++)
        {
            bool[] mask = [.. Enumerable.Range(0, 1000).Select(i => i < 100)];
            MaskUpdate.GrowAtRandom(mask, random, new MaskChange(.5) { More = more }.GrownFor(100));
            Assert.Equal(expected, MaskUpdate.Active(mask));
        }
    }

    private static bool[] Drawn(SplitMix64 random, int size)
    {
        var share = random.Below(6) == 0 ? 1 : random.NextDouble();
        return [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() < share)];
    }

    private static float[] Weights(bool[] mask, Func<double> draw) =>
        [.. mask.Select(active => active ? (float)draw() : 0f)];

    private static void AssertZeroWhereMasked(SparseMask mask, Dictionary<string, Tensor> weights, Dictionary<string, Tensor> momenta)
    {
        foreach (var name in mask.Names)
            foreach (var host in new[] { weights[name].data<float>().ToArray(), momenta[name].data<float>().ToArray() })
                Assert.DoesNotContain(mask.FlagsOf(name).Zip(host), pair => !pair.First && pair.Second != 0);
    }
}
