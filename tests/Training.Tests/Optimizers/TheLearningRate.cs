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

    /// <summary>Worked example E9: 15 epochs of 391 steps.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, .0000682)]
    [InlineData(1, 0, .0266667)]
    [InlineData(7, 195, .199966)]
    [InlineData(7, 196, .199966)]
    [InlineData(14, 390, .0000682)]
    public void RisesAndFallsStepByStepWhenCyclic(int epoch, int batch, double expected) =>
        Assert.Equal(expected, LearningRate.Of(Settings("cyclic", .2) with { CyclicPeak = .5 }, epoch, 15, batch, 391), 5e-8 + expected * 3e-7);

    [Theory]
    [InlineData(2, 5, .125)]
    [InlineData(4, 0, .2)]
    [InlineData(7, 0, .1)]
    public void IsHighestWhereTheCyclesPeakIs(int epoch, int batch, double expected) =>
        Assert.Equal(expected, LearningRate.Of(Settings("cyclic", .2) with { CyclicPeak = .4 }, epoch, 10, batch, 10), 1e-15);

    [Fact]
    public void StaysWithinAnEpochOtherwise() => Assert.Equal(
        LearningRate.Of(Settings("cosine", .1), 3, 10), LearningRate.Of(Settings("cosine", .1), 3, 10, 7, 10));

    [Fact]
    public void StaysWhenConstant() => Assert.Equal([.1, .1], new[] { 0, 9 }.Select(e => LearningRate.Of(Settings("constant", .1), e, 10)));

    private static OptimizerSettings Settings(string schedule, double rate, int warmup = 0) =>
        new() { LearningRate = rate, Schedule = schedule, WarmupEpochs = warmup };
}
