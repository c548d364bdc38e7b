using System.Globalization;
using System.Xml.Linq;

namespace AdaSapSweep.Coordinator.Reporting.Markup;

/// <summary>Elements of the page. Text is escaped when it is written, whoever wrote it; an element that may not be closed by itself in HTML gets an end of its own.</summary>
internal static class Html
{
    private const int ShownRows = 20;

    /// <param name="content">Elements, text, attributes; null is nothing.</param>
    public static XElement Element(string name, params object?[] content) => new(name, content, "");

    /// <summary>One that has no content and no end in HTML.</summary>
    public static XElement Void(string name, params XAttribute[] attributes) => new(name, attributes.Cast<object>().ToArray());

    public static XAttribute Class(string names) => new("class", names);

    public static XElement Paragraph(string text) => Element("p", text);

    /// <summary>What is left out, rounded or to be known.</summary>
    public static XElement Note(string text) => Element("p", Class("note"), text);

    /// <param name="id">What links name.</param>
    public static XElement Section(string id, string title, params object?[] content) => Element("section", new XAttribute("id", id), "\n", Element("h2", title), content, "\n");

    /// <summary>A plot with its name; side by side where there is room.</summary>
    public static XElement Figure(string caption, params object?[] content) => Element("figure", "\n", Element("figcaption", caption), content);

    public static XElement Figures(IEnumerable<XElement> figures) => Element("div", Class("figures"), figures);

    /// <summary>Scrolls to the side where it is wider than the page.</summary>
    public static XElement Wide(params object?[] content) => Element("div", Class("wide"), new XAttribute("tabindex", "0"), content);

    /// <summary>A long one shows its first rows; the others come when they are asked for.</summary>
    /// <param name="columns">Their names; one that begins with # has numbers.</param>
    /// <param name="rows">A cell a column.</param>
    public static XElement Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var all = rows.ToList();
        if (all.Count <= ShownRows + ShownRows / 2) return Rows(columns, all);
        return Element(
            "div", Rows(columns, all[..ShownRows]),
            Element("details", Element("summary", string.Create(CultureInfo.InvariantCulture, $"{all.Count - ShownRows:N0} more")), Rows(columns, all[ShownRows..])));
    }

    /// <summary>Names with what belongs to them.</summary>
    public static XElement Facts(IEnumerable<(string Name, object? Value)> facts) =>
        Element("dl", facts.Select(f => new object[] { "\n", Element("dt", f.Name), Element("dd", f.Value) }));

    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    private static XElement Rows(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var isNumber = columns.Select(c => c.StartsWith('#')).ToList();
        return Wide(Element(
            "table",
            Element("thead", Element("tr", columns.Select((c, i) => Element("th", isNumber[i] ? Class("n") : null, c.TrimStart('#'))))),
            Element("tbody", rows.Select(row => new object[] { "\n", Element("tr", row.Select((cell, i) => Element("td", isNumber[i] ? Class("n") : null, cell))) }))));
    }
}
