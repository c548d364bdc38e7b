using AdaSapSweep.Coordinator.Diagnosing;
using AdaSapSweep.Coordinator.Diagnosing.Checks;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Diagnosing;

public sealed class WhenSpeedIsMeasured
{
    [Theory]
    [InlineData(1, "1x1")]
    [InlineData(2, "1x2 2x1")]
    [InlineData(6, "1x6 2x3 3x2 6x1")]
    [InlineData(16, "1x16 2x8 4x4 8x2 16x1")]
    public void EveryLayoutUsesEveryCoreOnce(int cores, string layouts) =>
        Assert.Equal(layouts, string.Join(' ', SlotLayout.Of(cores).Select(l => FormattableString.Invariant($"{l.Slots}x{l.Threads}"))));

    [Fact]
    public void OfManyDivisors_AFewAreTaken_BothEndsAmongThem()
    {
        var layouts = SlotLayout.Of(720);
        Assert.Equal((8, 1, 720), (layouts.Distinct().Count(), layouts[0].Slots, layouts[^1].Slots));
    }

    [Fact]
    public async Task TheFastestIsRecommended_WhenAnotherIsSet()
    {
        var findings = await Check(4, (1, 100), (2, 200), (4, 150)).Look(Machines.With(slots: 4, threads: 1));
        Assert.Contains("2 slots of 2 threads: 200 images/s", findings[1].What, StringComparison.Ordinal);
        Assert.Equal(Finding.Warning("2 slots of 2 threads train 1.33 times as many images as 4 slots of one thread, as set", "adasap run SWEEP --slots 2 --threads 2"), findings[^1]);
    }

    [Fact]
    public async Task WhatIsSetIsLeft_WhenItIsAsGood() =>
        Assert.Equal(Severity.Ok, (await Check(4, (1, 100), (2, 200), (4, 196)).Look(Machines.With(slots: 4, threads: 1)))[^1].Level);

    [Fact]
    public async Task OfEqualOnes_TheOneWithFewestSlotsIsRecommended() =>
        Assert.Equal("adasap run SWEEP --slots 2 --threads 2", (await Check(4, (1, 100), (2, 196), (4, 200)).Look(Machines.With(slots: 1, threads: 4)))[^1].Fix);

    [Fact]
    public async Task ALayoutThatWasNotMeasured_IsSaidToBeSo() =>
        Assert.Contains("was not measured", (await Check(4, (1, 100), (2, 200), (4, 150)).Look(Machines.With(slots: 3, threads: 1)))[^1].What, StringComparison.Ordinal);

    [Fact]
    public async Task AProcessThatBreaksDown_IsAProblem() => Assert.Equal(
        Severity.Problem, Assert.Single(await new SpeedCheck(2, "resnet8", (_, _, _) => throw new NoAnswerException("it broke")).Look(Machines.With())).Level);

    private static SpeedCheck Check(int cores, params (int Slots, double Speed)[] speeds) =>
        new(cores, "resnet8", (layout, _, _) => Task.FromResult(speeds.Single(s => s.Slots == layout.Slots).Speed));
}
