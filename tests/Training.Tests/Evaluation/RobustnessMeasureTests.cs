using AdaSapSweep.Stages;
using AdaSapSweep.Training.Evaluation;
using Xunit;

namespace AdaSapSweep.Training.Tests.Evaluation;

/// <summary>The worked example of the reference.</summary>
public class A_measure_of_robustness
{
    [Fact]
    public void Averages_severities_then_kinds()
    {
        var scores = new CorruptionScores();
        Add(scores, "a", .90, .86, .80, .76, .70);
        Add(scores, "b", .92, .91, .88, .85, .78);
        Add(scores, "c", .93, .92, .92, .90, .87);
        Assert.Equal(.86, scores.Mean, 1e-12);
        Assert.Equal(.924731, scores.Mean / .93, 1e-6);
    }

    [Fact]
    public void Knows_the_mean_over_15_kinds_from_the_one_over_19()
    {
        var scores = new CorruptionScores();
        foreach (var kind in CorruptionKinds.Benchmark) Add(scores, kind, .8);
        Assert.Equal(.8, scores.MeanOf(CorruptionKinds.Benchmark)!.Value, 1e-12);
        Assert.Null(scores.MeanOf(CorruptionKinds.All));
        foreach (var kind in CorruptionKinds.Extra) Add(scores, kind, .4);
        Assert.Equal(.8, scores.MeanOf(CorruptionKinds.Benchmark)!.Value, 1e-12);
        Assert.Equal((15 * .8 + 4 * .4) / 19, scores.MeanOf(CorruptionKinds.All)!.Value, 1e-12);
    }

    [Fact]
    public void Relates_detection_in_both_ways()
    {
        Assert.Equal(.625, DetectionRobustness.MeanOfRatios([.8, .4], [.4, .3]), 1e-12);
        Assert.Equal(.583333, DetectionRobustness.RatioOfMeans([.8, .4], [.4, .3]), 1e-6);
        Assert.Throws<ArgumentException>(() => DetectionRobustness.MeanOfRatios([.8, 0], [.4, 0]));
        Assert.Throws<ArgumentException>(() => DetectionRobustness.RatioOfMeans([0], [0]));
        Assert.Throws<ArgumentException>(() => DetectionRobustness.RatioOfMeans([.5], []));
    }

    private static void Add(CorruptionScores scores, string kind, params double[] accuracies)
    {
        foreach (var accuracy in accuracies) scores.Add(kind, accuracy);
    }
}
