using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using static AdaSapSweep.Coordinator.Reporting.Markup.Svg;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <param name="Y">May be a number that cannot be shown: the line has a gap there.</param>
/// <param name="Deviation">Null for a single value.</param>
/// <param name="Text">Shown when a pointer rests on it.</param>
internal readonly record struct LinePoint(double X, double Y, double? Deviation, string Text);

/// <param name="Series">Says the colour, and the shape of marks.</param>
/// <param name="Peak">The X of a point with a ring around it; null for none.</param>
internal sealed record PlotLine(int Series, ImmutableArray<LinePoint> Points, bool IsDashed = false, double? Peak = null);

/// <summary>Lines over numbers, with their spread.</summary>
internal static class LinePlot
{
    /// <summary>More of them would cover each other.</summary>
    private const int MostBands = 4;

    private const double HitRadius = 4;
    private const double PeakRadius = 5.5;

    /// <param name="marked">Every point has a mark and a bar, as where there are few; else spread is a band and a point shows itself to a pointer.</param>
    /// <param name="beside">Lines of other plots that are to be compared with this one: the axis is made for them too. Null for none.</param>
    public static XElement Draw(IReadOnlyList<PlotLine> lines, Axis x, (string Title, Unit Unit) up, bool marked, IReadOnlyList<PlotLine>? beside = null)
    {
        var withBands = !marked && lines.Count <= MostBands;
        var y = Paper.Vertical((beside ?? lines).SelectMany(l => l.Points).SelectMany(p => Ends(p, marked || withBands)), up.Title, up.Unit);
        var shown = lines.Select(l => l with { Points = [.. l.Points.Where(p => x.Scale.IsLogarithmic ? p.X > 0 : true)] }).ToList();
        return Paper.Plot(x, y, shown.Select(line =>
        {
            var points = line.Points.Where(p => CanShow(p.Y, y.Scale)).ToList();
            return Svg.Group(
                Marker.Colour(line.Series),
                withBands ? Band(line, x.Scale, y.Scale) : null,
                Svg.Path(line.IsDashed ? "series dashed" : "series", Course(line, x.Scale, y.Scale)),
                points.Where(p => p.X == line.Peak).Select(p => Svg.Circle("peak", x.Scale.Of(p.X), y.Scale.Of(p.Y), PeakRadius)),
                points.Select(p => marked ? Marked(line.Series, p, x.Scale, y.Scale) : Hidden(p, x.Scale, y.Scale)),
                // The end tells lines apart for who sees no colours.
                marked || points.Count == 0 ? null : Marker.At(line.Series, x.Scale.Of(points[^1].X), y.Scale.Of(points[^1].Y)));
        }));
    }

    private static bool CanShow(double value, Scale y) => Scale.CanShow(value) && !(y.IsLogarithmic && value <= 0);

    private static string Course(PlotLine line, Scale x, Scale y)
    {
        var path = new StringBuilder();
        var isDown = false;
        foreach (var point in line.Points)
        {
            if (!CanShow(point.Y, y))
            {
                isDown = false;
                continue;
            }
            path.Append(isDown ? 'L' : 'M').Append(Number(x.Of(point.X))).Append(' ').Append(Number(y.Of(point.Y)));
            isDown = true;
        }
        return path.Length == 0 ? "M0 0" : path.ToString();
    }

    private static XElement? Band(PlotLine line, Scale x, Scale y)
    {
        var points = line.Points.Where(p => CanShow(p.Y, y) && p.Deviation > 0).ToList();
        // A gap would be bridged, so a band is for whole lines alone.
        if (points.Count < 2 || points.Count < line.Points.Length) return null;
        var above = points.Select((p, i) => $"{(i == 0 ? 'M' : 'L')}{Number(x.Of(p.X))} {Number(y.Of(Within(p.Y + p.Deviation!.Value, y)))}");
        var below = points.AsEnumerable().Reverse().Select(p => $"L{Number(x.Of(p.X))} {Number(y.Of(Within(p.Y - p.Deviation!.Value, y)))}");
        return Svg.Path("band", $"{string.Concat(above)}{string.Concat(below)}Z");
    }

    private static XElement Marked(int series, LinePoint point, Scale x, Scale y) => Svg.Element(
        "g",
        Title(point.Text),
        point.Deviation > 0 ? Svg.Path("bar", $"M{Number(x.Of(point.X))} {Number(y.Of(Within(point.Y - point.Deviation.Value, y)))}V{Number(y.Of(Within(point.Y + point.Deviation.Value, y)))}") : null,
        Marker.At(series, x.Of(point.X), y.Of(point.Y)));

    private static XElement Hidden(LinePoint point, Scale x, Scale y) => Svg.Circle("hit", x.Of(point.X), y.Of(point.Y), HitRadius, Title(point.Text));

    private static double Within(double value, Scale scale) => Math.Clamp(value, scale.Low, scale.High);

    private static IEnumerable<double> Ends(LinePoint point, bool withSpread)
    {
        yield return point.Y;
        if (!withSpread || point.Deviation is not { } deviation) yield break;
        yield return point.Y + deviation;
        if (point.Y <= 0 || point.Y - deviation > 0) yield return point.Y - deviation;
    }
}
