using AdaSapSweep.Coordinator.Reporting;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Reporting.Plots;

public sealed class AScale
{
    [Theory]
    [InlineData(1, 5, 0.2)]
    [InlineData(0.3, 6, 0.05)]
    [InlineData(35, 5, 10)]
    [InlineData(100, 6, 20)]
    [InlineData(6, 6, 1)]
    public void StepsByOneTwoOrFive(double range, int most, double expected) => Assert.Equal(expected, Ticks.Step(range, most), 12);

    [Fact]
    public void PutsValuesWhereTheyBelong()
    {
        var scale = Scale.Of([12, 47], 100, 0, 5);
        Assert.Equal([10, 20, 30, 40, 50], scale.Ticks);
        Assert.Equal((100.0, 50.0, 0.0), (scale.Of(10), scale.Of(30), scale.Of(50)));
    }

    [Fact]
    public void OfManyTimes_GoesByPowers()
    {
        var scale = Scale.Of([1000, 90_000], 0, 200, 8);
        Assert.True(scale.IsLogarithmic);
        Assert.Equal([1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5], scale.Ticks);
        Assert.Equal((0.0, 100.0, 200.0), (scale.Of(1e3), Math.Round(scale.Of(1e4), 9), scale.Of(1e5)));
        Assert.Equal([1e3, 1e4, 1e5], Scale.Of([1000, 90_000], 0, 200, 6).Ticks);
    }

    [Fact]
    public void FromBelowZero_GoesInEqualSteps() => Assert.Equal([-1, 0, 1, 2], Scale.Of([-0.7, 1.5], 0, 1, 3).Ticks);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void OfShares_StaysWithinZeroAndOne(double only)
    {
        var scale = Scale.OfShares([only], 0, 1, 6);
        Assert.InRange(scale.Low, 0, only);
        Assert.InRange(scale.High, only, 1);
        Assert.True(scale.Low < scale.High);
    }

    [Fact]
    public void OfWhatCannotBeShown_IsZeroToOne() => Assert.Equal((0.0, 1.0), (Scale.Of([double.NaN, double.PositiveInfinity, 1e300], 0, 1, 5).Low, Scale.Of([], 0, 1, 5).High));

    [Theory]
    [InlineData(7)]
    [InlineData(-1e15)]
    [InlineData(3e-9)]
    public void OfOneValue_HasRoomOnBothSides(double only)
    {
        var scale = Scale.Of([only, only], 0, 1, 5);
        Assert.InRange(scale.Of(only), 0, 1);
        Assert.InRange(scale.Ticks.Length, 2, 12);
    }

    [Fact]
    public void Exact_BeginsAndEndsWhereItIsTold()
    {
        var scale = Scale.Exact(1, 24, 0, 230, 6);
        Assert.Equal((0.0, 230.0), (scale.Of(1), scale.Of(24)));
        Assert.Equal([5, 10, 15, 20], scale.Ticks);
    }

    [Theory]
    [InlineData(1, 5e9)]
    [InlineData(12_345_678, 12_345_912)]
    [InlineData(0.000_001, 0.000_03)]
    [InlineData(-20_000_000, 30_000_000)]
    [InlineData(45_000, 290_000)]
    public void LabelsOfAnAxis_DoNotOverlap(double low, double high)
    {
        foreach (var unit in Enum.GetValues<Unit>())
        {
            var labels = Paper.Horizontal([low, high], "size", unit).Below(Paper.Bottom).Where(e => e.Name.LocalName == "text" && e.Attribute("class")!.Value == "middle")
                .Select(e => (Middle: (double)e.Attribute("x")!, Half: e.Value.Length * Axis.LetterWidth / 2)).ToList();
            Assert.NotEmpty(labels);
            foreach (var (one, next) in labels.Zip(labels.Skip(1))) Assert.True(one.Middle + one.Half < next.Middle - next.Half, $"{unit}: {one} touches {next}");
        }
    }

    [Theory]
    [InlineData("75 %", 0, 0.75)]
    [InlineData("0.5 %", 0, 0.005)]
    [InlineData("45k", 1, 45_000)]
    [InlineData("1.25M", 1, 1_250_000)]
    [InlineData("3G", 1, 3e9)]
    [InlineData("0.05", 2, 0.05)]
    [InlineData("2E-6", 2, 0.000_002)]
    public void TicksAreShort(string expected, int unit, double value) => Assert.Equal(expected, UnitText.Tick((Unit)unit, value));

    [Fact]
    public void NumbersOfTheDrawing_AreShortAndWithoutMinusZero() => Assert.Equal(("0", "12.3", "-4"), (Svg.Number(-0.01), Svg.Number(12.34), Svg.Number(-4)));
}
