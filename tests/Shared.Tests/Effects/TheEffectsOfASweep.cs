using System.Globalization;
using AdaSapSweep.Shared.Effects;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Tests.Effects;

public sealed class TheEffectsOfASweep
{
    private static readonly string[] Criteria = ["l1", "l2", "taylor"];
    private static readonly double[] Sparsities = [0.5, 0.8];

    [Fact]
    public void AreDifferencesOfPairs_SeedBySeed()
    {
        var table = EffectTable.Of(
            [
                Trial("l1", 0.5, 1, 0.50), Trial("l1", 0.5, 2, 0.60), Trial("l1", 0.5, 3, 0.70), Trial("l1", 0.8, 1, 0.30),
                Trial("l2", 0.5, 1, 0.53), Trial("l2", 0.5, 2, 0.65), Trial("l2", 0.5, 3, 0.74), Trial("l2", 0.8, 1, 0.38),
            ],
            "seed", ["clean_accuracy"]);

        var effect = Assert.Single(table.Effects, e => e.Axis == "criterion");
        Assert.Equal(("l1", "l2", 3, 4), (effect.From, effect.To, effect.Seeds, effect.Pairs));
        // Seed 1 has two pairs and counts once: (0.03 + 0.08) / 2, 0.05, 0.04.
        Assert.Equal((0.055 + 0.05 + 0.04) / 3, effect.Difference, 12);
        // Two comparisons, of criteria and of sparsities; the one of sparsities has a single seed and is not tested.
        Assert.Null(table.Effects.Single(e => e.Axis == "sparsity").Low);
        var deviation = Math.Sqrt(((0.055 - effect.Difference) * (0.055 - effect.Difference) + (0.05 - effect.Difference) * (0.05 - effect.Difference) + (0.04 - effect.Difference) * (0.04 - effect.Difference)) / 2);
        Assert.Equal(effect.Difference - 4.302652730 * deviation / Math.Sqrt(3), effect.Low!.Value, 9);
        Assert.True(effect.Holds);
    }

    [Fact]
    public void OfMethods_PairWhatAgreesInTheAxesThatBothHave()
    {
        TrialRow[] dense = [Dense(1, 0.5), Dense(2, 0.6)];
        var table = EffectTable.Of([.. dense, Trial("l1", 0.5, 1, 0.4), Trial("l1", 0.8, 1, 0.2), Trial("l1", 0.5, 2, 0.5), Trial("l1", 0.8, 2, 0.3)], "seed", ["clean_accuracy"]);

        var effect = Assert.Single(table.Effects, e => e.Axis == "method");
        Assert.Equal((-0.2, 2, 2), (Math.Round(effect.Difference, 12), effect.Seeds, effect.Pairs));
    }

    [Fact]
    public void ThatDependOnNoSeed_Hold_AndEqualAccuraciesByChanceDoNot()
    {
        var table = EffectTable.Of(
            [.. from seed in Enumerable.Range(1, 3) from sparsity in Sparsities select Trial("l1", sparsity, seed, 0.013 * seed * seed * seed * seed + (sparsity == 0.8 ? 0.001 : 0), parameters: 1000 * (1 - sparsity))],
            "seed", ["clean_accuracy", "parameters"]);

        Assert.True(table.Effects.Single(e => e.Metric == "parameters").Holds);
        var chance = table.Effects.Single(e => e.Metric == "clean_accuracy");
        Assert.Equal(0.001, chance.Difference, 12);
        Assert.False(chance.Holds);
    }

    [Theory]
    [InlineData("1,2,3", "1-2 1-3 2-3")]
    [InlineData("1,10,2,3,4", "1-2 2-3 3-4 4-10")]
    [InlineData("e,b,c,d,a", "e-b e-c e-d e-a")]
    public void ComparesAllPairsOfFewValues_AndOfManyNumbersWithTheirNeighboursAndWordsWithTheFirst(string values, string pairs)
    {
        var trials = values.Split(',').SelectMany(value => (TrialRow[])[Trial(value, 0.5, 1, 0.5), Trial(value, 0.5, 2, 0.4)]).ToList();
        Assert.Equal(pairs.Split(' '), EffectTable.Of(trials, "seed", ["clean_accuracy"]).Effects.Where(e => e.Axis == "criterion").Select(e => $"{e.From}-{e.To}"));
    }

    /// <summary>4,000 sweeps in which no axis does anything, with noise that trials of a seed share: claims in more than 5 % of them would be false ones.</summary>
    [Fact]
    public void AreClaimedInAtMostOneOfTwentySweepsThatHaveNone()
    {
        const int Sweeps = 4000;
        var random = new Random(7);
        var claiming = 0;
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var trials = Synthetic(random, effect: 0);
            if (EffectTable.Of(trials, "seed", ["clean_accuracy"]).Effects.Any(e => e.Holds)) claiming++;
        }
        Assert.InRange(claiming, 0, (int)(0.05 * Sweeps));
    }

    [Fact]
    public void AreFoundWhereThereIsOne()
    {
        var random = new Random(11);
        var found = 0;
        for (var sweep = 0; sweep < 50; sweep++)
        {
            var effects = EffectTable.Of(Synthetic(random, effect: 0.05), "seed", ["clean_accuracy"]).Effects;
            var taylor = effects.Single(e => e is { From: "l1", To: "taylor" });
            if (taylor.Holds && taylor.Low > 0) found++;
        }
        Assert.InRange(found, 45, 50);
    }

    /// <summary>From published tables of the distribution.</summary>
    [Theory]
    [InlineData(0.05, 1, 12.706204736)]
    [InlineData(0.05, 2, 4.302652730)]
    [InlineData(0.01, 4, 4.604094871)]
    [InlineData(0.05, 30, 2.042272456)]
    [InlineData(0.001, 10, 4.586893859)]
    public void ReachAsFarAsStudentsDistributionSays(double beyond, int degrees, double expected) => Assert.Equal(expected, StudentT.TwoSided(beyond, degrees), 8);

    private static List<TrialRow> Synthetic(Random random, double effect)
    {
        var trials = new List<TrialRow>();
        for (var seed = 1; seed <= 5; seed++)
        {
            var ofSeed = Normal(random) * 0.05;
            foreach (var sparsity in Sparsities)
            {
                var ofPrefix = Normal(random) * 0.02;
                foreach (var criterion in Criteria)
                    trials.Add(Trial(criterion, sparsity, seed, 0.5 + ofSeed + ofPrefix + Normal(random) * 0.01 + (criterion == "taylor" ? effect : 0)));
            }
        }
        return trials;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static TrialRow Dense(int seed, double accuracy) =>
        Trial("", 0, seed, accuracy) with { Method = "sgd", Axes = FormattableString.Invariant($$"""{"method":"sgd","seed":{{seed}}}""") };

    private static TrialRow Trial(string criterion, double sparsity, int seed, double accuracy, double parameters = 1) => new(
        TrialId.Of(string.Create(CultureInfo.InvariantCulture, $"{criterion}{sparsity}{seed}")), 1, "adasap",
        FormattableString.Invariant($$"""{"criterion":"{{criterion}}","method":"adasap","seed":{{seed}},"sparsity":{{sparsity}}}"""), "{}", TrialState.Succeeded, null, false, 0,
        System.Collections.Immutable.ImmutableSortedDictionary<string, MeasurementRow>.Empty.Add("clean_accuracy", new(accuracy, false, null)).Add("parameters", new(parameters, false, null)));
}
