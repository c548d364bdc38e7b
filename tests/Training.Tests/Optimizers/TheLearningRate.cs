using AdaSapSweep.Stages;
using AdaSapSweep.Training.Optimizers;
using Xunit;

namespace AdaSapSweep.Training.Tests.Optimizers;

public sealed class TheLearningRate
{
    [Theory]
    [InlineData(0, .128)]
    [InlineData(7, 1.024)]
    [InlineData(8, 1.024)]
    [InlineData(49, .512)]
    [InlineData(89, .000376)]
    public void WarmsUpThenFallsAlongACosine(int epoch, double expected) =>
        Assert.Equal(expected, LearningRate.Of(Settings("cosine", 1.024, warmup: 8), epoch, 90), 6e-7);

    [Theory]
    [InlineData(0, .1)]
    [InlineData(99, .1)]
    [InlineData(100, .01)]
    [InlineData(149, .01)]
    [InlineData(150, .001)]
    public void FallsAtMilestones(int epoch, double expected) =>
        Assert.Equal(expected, LearningRate.Of(Settings("multistep", .1) with { Milestones = new([.5, .75]) }, epoch, 200), 1e-15);

    [Fact]
    public void StaysWhenConstant() => Assert.Equal([.1, .1], new[] { 0, 9 }.Select(e => LearningRate.Of(Settings("constant", .1), e, 10)));

    private static OptimizerSettings Settings(string schedule, double rate, int warmup = 0) =>
        new() { LearningRate = rate, Schedule = schedule, WarmupEpochs = warmup };
}
