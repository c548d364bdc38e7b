using System.Globalization;
using System.Xml.Linq;

namespace AdaSapSweep.Coordinator.Reporting.Markup;

/// <summary>Elements of a drawing.</summary>
internal static class Svg
{
    public static readonly XNamespace Space = "http://www.w3.org/2000/svg";

    public static XElement Element(string name, params object?[] content) => new(Space + name, content);

    /// <summary>A drawing in units of its own, about a pixel each, that is as wide as its place.</summary>
    /// <param name="label">For those who do not see it.</param>
    public static XElement Drawing(string css, double width, double height, string label, params object?[] content) => Element(
        "svg", Html.Class(css), new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"), new XAttribute("role", "img"), new XAttribute("aria-label", label), content);

    public static XElement Group(string css, params object?[] content) => Element("g", Html.Class(css), content);

    public static XElement Title(string text) => Element("title", text);

    public static XElement Path(string css, string data) => Element("path", Html.Class(css), new XAttribute("d", data));

    public static XElement Line(string css, double x1, double y1, double x2, double y2) => Path(css, $"M{Number(x1)} {Number(y1)}L{Number(x2)} {Number(y2)}");

    public static XElement Rectangle(string css, double x, double y, double width, double height, params object?[] content) => Element(
        "rect", Html.Class(css), At("x", x), At("y", y), At("width", width), At("height", height), content);

    public static XElement Circle(string css, double x, double y, double radius, params object?[] content) =>
        Element("circle", Html.Class(css), At("cx", x), At("cy", y), At("r", radius), content);

    /// <param name="css">Says the anchor too: begin, middle or end.</param>
    public static XElement Text(string css, double x, double y, string text, params object?[] more) => Element("text", Html.Class(css), At("x", x), At("y", y), more, text);

    public static XAttribute At(string name, double value) => new(name, Number(value));

    /// <summary>To a tenth of a unit.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("0.#", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
