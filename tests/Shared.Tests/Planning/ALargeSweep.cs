using System.Globalization;

namespace AdaSapSweep.Shared.Tests.Planning;

public sealed class ALargeSweep
{
    [Fact]
    public void OfAHundredThousandTrials_IsPlannedWithEachStageOnce()
    {
        var plan = Examples.Plan($$"""
            name: large
            seeds: [{{Range(1, 10)}}]
            data: { name: shapes }
            grids:
              - method: adasap
                criterion: [l2, taylor]
                rho_max: [{{Range(1, 50)}}]
                size_ratio: [{{string.Join(", ", Enumerable.Range(1, 100).Select(i => (i / 100.0).ToString(CultureInfo.InvariantCulture)))}}]
            """);

        Assert.Equal(100_000, plan.Trials.Length);
        Assert.Equal(500_000, plan.StagesWithoutSharing);
        Assert.Equal(10 + 1000 + (3 * 100_000), plan.Stages.Length);
        Assert.Equal(plan.Stages.Length, plan.Stages.Select(s => s.Key).Distinct().Count());
    }

    private static string Range(int from, int count) => string.Join(", ", Enumerable.Range(from, count));
}
