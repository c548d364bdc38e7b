using AdaSapSweep.Stages;
using AdaSapSweep.Training.Networks;
using AdaSapSweep.Training.Pruning;
using Xunit;

namespace AdaSapSweep.Training.Tests.Pruning;

/// <summary>The whole schedule of cuts, with scores of several shapes, without any training: only counts matter.</summary>
public sealed class TheParametersLeft
{
    private const int Seeds = 4;
    private const int Cuts = 4;

    public static TheoryData<string, double, int> Cases => [.. from architecture in new[] { "resnet8", "resnet20" }
                                                               from share in new[] { .75, .6, .5, .4, .3, .25 }
                                                               from shape in Enumerable.Range(0, 4)
                                                               select (architecture, share, shape)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void AreWithinTwoPercentOfThoseAskedFor(string architecture, double share, int shape)
    {
        var dense = NetworkCatalog.Blueprint(architecture, 10, InputNormalisation.None);
        var asked = share * NetworkCosts.ParametersOf(dense);
        foreach (var schedule in PruningSchedules.All)
            for (var seed = 0; seed < Seeds; seed++)
            {
                var settings = new ChannelPruningSettings { Criterion = "l2", SizeRatio = share, Cuts = Cuts, Schedule = schedule };
                var left = NetworkCosts.ParametersOf(After(settings, dense, shape, new Random(seed)));
                Assert.True(Math.Abs(left - asked) <= .02 * asked, $"{left} parameters, {asked} asked for ({schedule}, seed {seed})");
            }
    }

    private static Blueprint After(ChannelPruningSettings settings, Blueprint blueprint, int shape, Random random)
    {
        var cost = QuadraticCost.Parameters(blueprint);
        var dense = cost.Of(blueprint);
        for (var cut = 1; cut <= settings.Cuts; cut++)
        {
            var scores = blueprint.Groups.ToDictionary(g => g.Name, g => Scores(blueprint.Widths[g.Name], shape, random));
            var chosen = ChannelSelection.Choose(blueprint, scores, cost, Math.Round(PruningSchedule.KeptShare(settings, cut) * dense));
            blueprint = chosen.Aggregate(blueprint, (b, c) => b.Without(c.Key, c.Value));
        }
        return blueprint;
    }

    /// <summary>Even; a few large ones; all of a group alike, so that whole groups go first; all equal.</summary>
    private static double[] Scores(int width, int shape, Random random)
    {
        var level = random.NextDouble();
        return [.. Enumerable.Range(0, width).Select(_ => shape switch
        {
            0 => random.NextDouble(),
            1 => Math.Pow(random.NextDouble(), 12),
            2 => level,
            _ => 1.0,
        })];
    }
}
