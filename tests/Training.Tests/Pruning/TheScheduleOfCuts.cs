using AdaSapSweep.Stages;
using AdaSapSweep.Training.Pruning;
using Xunit;

namespace AdaSapSweep.Training.Tests.Pruning;

public sealed class TheScheduleOfCuts
{
    [Theory]
    [InlineData("exponential", new[] { .793701, .629961, .5 })]
    [InlineData("linear", new[] { .833333, .666667, .5 })]
    [InlineData("one-shot", new[] { .5, .5, .5 })]
    public void EndsAtTheShareAskedFor(string schedule, double[] kept)
    {
        var settings = new ChannelPruningSettings { Criterion = "l2", SizeRatio = .5, Cuts = 3, Schedule = schedule };
        for (var cut = 1; cut <= 3; cut++) Assert.Equal(kept[cut - 1], PruningSchedule.KeptShare(settings, cut), 6e-7);
    }

    /// <summary>L_0^(1 - t/T) (L_0 (1 - r))^(t/T) of HALP, with L_0 = 100, r = .45, T = 5.</summary>
    [Fact]
    public void IsThatOfHalpWhenExponential()
    {
        var settings = new ChannelPruningSettings { Criterion = "l2", MacRatio = .55, Cuts = 5, Schedule = "exponential" };
        double[] expected = [88.730420, 78.730875, 69.858236, 61.985506, 55];
        for (var cut = 1; cut <= 5; cut++) Assert.Equal(expected[cut - 1], 100 * PruningSchedule.KeptShare(settings, cut), 6e-7);
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(.5, .5, 2)]
    public void NeedsExactlyOneTarget(double? size, double? macs, int given)
    {
        var settings = new ChannelPruningSettings { Criterion = "l2", SizeRatio = size, MacRatio = macs, Cuts = 1, Schedule = "linear" };
        Assert.Contains($"{given} are given", Assert.Throws<ArgumentException>(() => PruningSchedule.KeptShare(settings, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StandsEvenlyWithinTheStage() =>
        Assert.Equal([25, 50, 75], Enumerable.Range(1, 3).Select(cut => PruningSchedule.StepOf(cut, 3, 100)));
}
