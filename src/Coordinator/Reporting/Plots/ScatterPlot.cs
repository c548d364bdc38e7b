using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using static AdaSapSweep.Coordinator.Reporting.Markup.Svg;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <param name="DeviationX">Half the length of the bar through the mark; 0 for none.</param>
/// <param name="Series">Says colour and shape, see <see cref="Marker"/>.</param>
/// <param name="Text">Shown when a pointer rests on it.</param>
internal sealed record ScatterMark(double X, double Y, double DeviationX, double DeviationY, int Series, string Text);

/// <summary>Marks at pairs of values, with bars for their spread.</summary>
internal static class ScatterPlot
{
    /// <param name="marks">All of whose values can be shown.</param>
    /// <param name="front">Places that a stepped line joins, by ascending x and y; may be empty.</param>
    public static XElement Draw(IReadOnlyList<ScatterMark> marks, IReadOnlyList<(double X, double Y)> front, (string Title, Unit Unit) across, (string Title, Unit Unit) up)
    {
        var x = Paper.Horizontal(marks.SelectMany(m => Ends(m.X, m.DeviationX)), across.Title, across.Unit);
        var y = Paper.Vertical(marks.SelectMany(m => Ends(m.Y, m.DeviationY)), up.Title, up.Unit);
        return Paper.Plot(x, y, [.. Front(front, x.Scale, y.Scale), .. marks.Select(m => Mark(m, x.Scale, y.Scale, up.Unit))]);
    }

    /// <summary>What is as large as a network of the front, or larger, is as good as it at least: so the line goes along and then up.</summary>
    private static IEnumerable<XElement> Front(IReadOnlyList<(double X, double Y)> front, Scale x, Scale y)
    {
        if (front.Count == 0) yield break;
        var steps = front.Select((p, i) => i == 0 ? $"M{Number(x.Of(p.X))} {Number(y.Of(p.Y))}" : $"H{Number(x.Of(p.X))}V{Number(y.Of(p.Y))}");
        yield return Svg.Path("front", $"{string.Concat(steps)}H{Number(x.To)}");
    }

    private static XElement Mark(ScatterMark mark, Scale x, Scale y, Unit up)
    {
        var bars = "";
        var (left, right) = (Math.Max(mark.X - mark.DeviationX, x.Low), Math.Min(mark.X + mark.DeviationX, x.High));
        if (mark.DeviationX > 0) bars = $"M{Number(x.Of(left))} {Number(y.Of(mark.Y))}H{Number(x.Of(right))}";
        var (low, high) = (Math.Max(mark.Y - mark.DeviationY, y.Low), Math.Min(mark.Y + mark.DeviationY, y.High));
        if (mark.DeviationY > 0) bars += $"M{Number(x.Of(mark.X))} {Number(y.Of(low))}V{Number(y.Of(high))}";
        return Svg.Group(
            Marker.Colour(mark.Series), Title(mark.Text), bars.Length == 0 ? null : Svg.Path("bar", bars), Marker.At(mark.Series, x.Of(mark.X), y.Of(mark.Y)));
    }

    /// <summary>A bar to nothing or less does not make an axis of sizes reach there.</summary>
    private static IEnumerable<double> Ends(double value, double deviation)
    {
        yield return value;
        yield return value + deviation;
        if (value <= 0 || value - deviation > 0) yield return value - deviation;
    }
}
