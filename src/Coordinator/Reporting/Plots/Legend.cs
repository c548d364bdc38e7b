using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <summary>What the marks and lines of plots stand for, in words that flow.</summary>
internal static class Legend
{
    private const double Width = 24;
    private const double Height = 14;

    public static XElement OfMarks(IEnumerable<(int Series, string Name)> marks) =>
        List(marks.Select(mark => (Sign(Marker.Colour(mark.Series), Marker.At(mark.Series, Width / 2, Height / 2)), mark.Name)));

    public static XElement OfLines(IEnumerable<(int Series, string Name)> lines) => List(lines.Select(line =>
        (Sign(Marker.Colour(line.Series), Svg.Line("series", 0, Height / 2, Width, Height / 2), Marker.At(line.Series, Width / 2, Height / 2)), line.Name)));

    public static XElement List(IEnumerable<(XElement Sign, string Name)> entries) =>
        Html.Element("ul", Html.Class("legend"), entries.Select(e => Html.Element("li", e.Sign, Html.Element("span", e.Name))));

    /// <param name="colour">A class that gives it.</param>
    public static XElement Sign(string colour, params XElement[] marks) => Svg.Element(
        "svg", Html.Class("key"), new XAttribute("viewBox", "0 0 24 14"), new XAttribute("aria-hidden", "true"), Svg.Group(colour, marks.Cast<object>().ToArray()));
}
