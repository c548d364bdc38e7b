using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Shared.Tests.Store;

public sealed class ASpreadOverSeeds
{
    private static readonly ImmutableArray<string> Accuracy = ["clean_accuracy"];

    [Fact]
    public void HasARowForAllThatDifferByTheSeedAlone()
    {
        var table = SpreadTable.Of([Trial("sgd", "l2", 1, 0.5), Trial("sgd", "l2", 2, 0.7), Trial("sgd", "taylor", 1, 0.4)], "seed", null, Accuracy);

        Assert.Equal(["method", "criterion"], table.Axes);
        Assert.Equal([["sgd", "l2"], ["sgd", "taylor"]], table.Rows.Select(r => r.Axes.ToArray()));
        var both = table.Rows[0].Values[0]!.Value;
        Assert.Equal((0.6, 0.1414213562373095, 2), (both.Mean, both.Deviation!.Value, both.Count), new Nearly());
        Assert.Null(table.Rows[1].Values[0]!.Value.Deviation);
    }

    /// <summary>Pairs take out what the seeds have in common: these spread by 0.2, and differ by 0.1 each time.</summary>
    [Fact]
    public void IsComparedSeedBySeed()
    {
        var table = SpreadTable.Of(
            [
                Trial("sgd", "l2", 1, 0.3), Trial("sgd", "l2", 2, 0.5), Trial("sgd", "l2", 3, 0.7),
                Trial("adasap", "l2", 1, 0.4), Trial("adasap", "l2", 2, 0.6), Trial("adasap", "l2", 4, 0.9),
            ],
            "seed", ("method", "sgd"), Accuracy);

        Assert.Null(table.Rows[0].Differences[0]);
        var difference = table.Rows[1].Differences[0]!.Value;
        Assert.Equal((0.1, 0.0, 2), (difference.Mean, difference.Deviation!.Value, difference.Count), new Nearly());
    }

    [Fact]
    public void IsComparedWithWhatAgreesInTheAxesThatBothHave()
    {
        var wide = Trial("adasap", "l2", 1, 0.6) with { Axes = """{"criterion":"l2","method":"adasap","rho_max":0.2,"seed":1}""" };
        var table = SpreadTable.Of([Trial("sgd", "taylor", 1, 0.1), Trial("sgd", "l2", 1, 0.5), wide, Trial("adasap", "fpgm", 1, 0.6)], "seed", ("method", "sgd"), Accuracy);

        Assert.Equal(0.1, table.Rows[2].Differences[0]!.Value.Mean, 12);
        Assert.Null(table.Rows[3].Differences[0]);
        Assert.Equal(["method", "criterion", "rho_max"], table.Axes);
        Assert.Null(table.Rows[0].Axes[2]);
    }

    [Fact]
    public void LeavesOutWhatIsNoResult()
    {
        var rejected = Trial("sgd", "l2", 2, 0.9);
        rejected = rejected with { Measurements = rejected.Measurements.SetItem("clean_accuracy", new(0.9, false, "not finite")) };
        var failed = Trial("sgd", "l2", 3, 0.9) with { State = TrialState.Failed };

        var row = Assert.Single(SpreadTable.Of([Trial("sgd", "l2", 1, 0.5), rejected, failed], "seed", null, ["clean_accuracy", "nothing"]).Rows);

        Assert.Equal((0.5, 1), (row.Values[0]!.Value.Mean, row.Values[0]!.Value.Count));
        Assert.Null(row.Values[1]);
        Assert.Equal(2, row.Trials);
    }

    private static TrialRow Trial(string method, string criterion, int seed, double accuracy) => new(
        TrialId.Of($"{method} {criterion} {seed}"), 1, method, $$"""{"criterion":"{{criterion}}","method":"{{method}}","seed":{{seed}}}""", "{}", TrialState.Succeeded, null,
        false, 0, ImmutableSortedDictionary<string, MeasurementRow>.Empty.Add("clean_accuracy", new(accuracy, false, null)));

    private sealed class Nearly : IEqualityComparer<(double, double, int)>
    {
        public bool Equals((double, double, int) x, (double, double, int) y) =>
            Math.Abs(x.Item1 - y.Item1) < 1e-12 && Math.Abs(x.Item2 - y.Item2) < 1e-12 && x.Item3 == y.Item3;

        public int GetHashCode((double, double, int) obj) => 0;
    }
}
