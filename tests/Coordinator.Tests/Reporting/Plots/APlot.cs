using AdaSapSweep.Coordinator.Reporting;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;
using Xunit;

namespace AdaSapSweep.Coordinator.Tests.Reporting.Plots;

/// <summary>Paper is 56 to 366 across and 226 up to 12.</summary>
public sealed class APlot
{
    [Fact]
    public void OfMarks_HasThemWhereTheAxesSay()
    {
        // 10 to 50 across, 20 to 80 % up: the second is in the middle of both.
        ScatterMark[] marks = [new(10, 0.2, 0, 0, 0, "first"), new(30, 0.5, 0, 0, 0, "second"), new(50, 0.8, 0, 0, 0, "third")];
        var drawing = ScatterPlot.Draw(marks, [(10, 0.2), (30, 0.5)], ("size", Unit.Number), ("accuracy", Unit.Share));
        Assert.Equal([("56", "226"), ("211", "119"), ("366", "12")], Reports.Drawn(drawing, "circle", "mark").Select(c => (c.Attribute("cx")!.Value, c.Attribute("cy")!.Value)));
        Assert.Equal("M56 226H211V119H366", Reports.Drawn(drawing, "path", "front").Single().Attribute("d")!.Value);
        Assert.Equal(["10", "20", "30", "40", "50"], Reports.Drawn(drawing, "text", "middle").SkipLast(1).Select(t => t.Value));
        Assert.Equal(["20 %", "30 %", "40 %", "50 %", "60 %", "70 %", "80 %"], Reports.Drawn(drawing, "text", "end").Select(t => t.Value));
        Assert.Equal("second", Reports.Drawn(drawing, "circle", "mark").ElementAt(1).Parent!.Element(Svg.Space + "title")!.Value);
    }

    [Fact]
    public void OfMarks_HasBarsForTheirSpread()
    {
        ScatterMark[] marks = [new(10, 0.2, 0, 0, 0, ""), new(30, 0.5, 10, 0.1, 1, ""), new(50, 0.8, 0, 0, 0, "")];
        var bar = Reports.Drawn(ScatterPlot.Draw(marks, [], ("size", Unit.Number), ("accuracy", Unit.Share)), "path", "bar").Single();
        Assert.Equal("M133.5 119H288.5M211 154.7V83.3", bar.Attribute("d")!.Value);
    }

    [Fact]
    public void OfLines_LeavesAGapWhereNothingCanBeShown()
    {
        var line = new PlotLine(0, [new(1, 0.2, null, "a"), new(2, 0.8, null, "b"), new(3, double.NaN, null, "c"), new(4, 0.5, null, "d"), new(5, 0.2, null, "e")]);
        var drawing = LinePlot.Draw([line], Paper.Along(1, 5, "epoch"), ("accuracy", Unit.Share), marked: false);
        Assert.Equal("M56 226L133.5 12M288.5 119L366 226", Reports.Drawn(drawing, "path", "series").Single().Attribute("d")!.Value);
        Assert.Equal(["a", "b", "d", "e"], Reports.Drawn(drawing, "circle", "hit").Select(c => c.Value));
    }

    [Fact]
    public void OfTime_HasPiecesAsLongAsTheyTook()
    {
        var row = new TimeRow("cpu/1", [new(0, 25, "c0", 1, "train"), new(50, 100, "c2", 0.5, "evaluate")]);
        var drawing = TimePlot.Draw("", [row], 100, [(0, "run 1"), (50, "run 2")]);
        // 96 to 888 across are 100 s.
        Assert.Equal([("96", "198", "16"), ("492", "396", "8")], Reports.Drawn(drawing, "rect", "piece").Select(r => (r.Attribute("x")!.Value, r.Attribute("width")!.Value, r.Attribute("height")!.Value)));
        Assert.Equal(["M96 14L96 44", "M492 14L492 44"], Reports.Drawn(drawing, "path", "divide").Select(p => p.Attribute("d")!.Value));
    }

    [Fact]
    public void OfHeat_IsStrongerWhereTheValueIsHigher()
    {
        var drawing = HeatMap.Draw("", ["fog", "snow"], [new("a", [new(0.2, ""), new(0.7, "")]), new("b", [new(null, ""), new(0.45, "")])]);
        var strengths = Reports.Drawn(drawing, "rect", "cell").Select(c => (double)c.Attribute("fill-opacity")!).ToList();
        Assert.Equal(3, strengths.Count);
        Assert.True(strengths[0] < strengths[2] && strengths[2] < strengths[1], string.Join(' ', strengths));
        Assert.Equal(["20.0", "70.0", "45.0"], Reports.Drawn(drawing, "text", "middle").Select(c => c.Value));
    }

    [Fact]
    public void SeriesDiffer_UpToFortyEight() =>
        Assert.Equal(48, Enumerable.Range(0, 48).Select(i => Marker.Colour(i) + Marker.At(i, 10, 10)).Distinct().Count());
}
