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

    [Fact]
    public void StandsEvenlyWithinTheStage() =>
        Assert.Equal([25, 50, 75], Enumerable.Range(1, 3).Select(cut => PruningSchedule.StepOf(cut, 3, 100)));
}
