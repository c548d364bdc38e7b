using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <param name="Value">Null for none.</param>
/// <param name="Text">Shown when a pointer rests on it.</param>
internal readonly record struct HeatCell(double? Value, string Text);

/// <param name="Name">Is cut to its room; it stands in full where a pointer rests on it.</param>
internal sealed record HeatRow(string Name, ImmutableArray<HeatCell> Cells);

/// <summary>Shares as cells, the more the stronger, with the numbers in them.</summary>
internal static class HeatMap
{
    private const double CellWidth = 40;
    private const double CellHeight = 24;
    private const double WidestName = 360;

    /// <summary>Of a letter of a name that leans, up.</summary>
    private const double LeaningLetter = 4.8;

    private const double Weakest = 0.06;
    private const double Strongest = 0.95;

    /// <summary>From here on letters are read better in the other colour, light or dark.</summary>
    private const double Strong = 0.6;

    /// <param name="columns">Their names.</param>
    public static XElement Draw(string label, IReadOnlyList<string> columns, IReadOnlyList<HeatRow> rows)
    {
        var values = rows.SelectMany(r => r.Cells).Select(c => c.Value).OfType<double>().DefaultIfEmpty().ToList();
        var (low, high) = (values.Min(), values.Max());
        var names = Math.Min(rows.Max(r => r.Name.Length + 2) * Axis.LetterWidth, WidestName);
        var head = columns.Max(c => c.Length) * LeaningLetter + 20;
        var (width, height) = (names + columns.Count * CellWidth + head, head + rows.Count * CellHeight);
        var drawing = Svg.Drawing(
            "cells", width, height, label,
            columns.Select((name, i) => Column(name, names + (i + 0.5) * CellWidth, head)), rows.SelectMany((row, i) => Row(row, names, head + i * CellHeight, low, high)));
        // It keeps its size, whatever the page's width.
        drawing.Add(new XAttribute("width", Svg.Number(width)), new XAttribute("height", Svg.Number(height)));
        return drawing;
    }

    private static XElement Column(string name, double x, double head) =>
        Svg.Text("begin", x, head - 8, name, new XAttribute("transform", $"rotate(-45 {Svg.Number(x)} {Svg.Number(head - 8)})"));

    /// <param name="left">Of the first cell.</param>
    private static IEnumerable<XElement> Row(HeatRow row, double left, double top, double low, double high)
    {
        var name = Cut(row.Name, (int)(WidestName / Axis.LetterWidth) - 1);
        yield return Svg.Group("name", Svg.Title(row.Name), Svg.Text("end", left - 8, top + 16, name));
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (row.Cells[i].Value is not { } value) continue;
            var strength = high > low ? Weakest + (Strongest - Weakest) * (value - low) / (high - low) : 0.5;
            var x = left + i * CellWidth;
            yield return Svg.Group(
                "value", Svg.Title(row.Cells[i].Text),
                Svg.Rectangle("cell", x + 0.5, top + 0.5, CellWidth - 1, CellHeight - 1, new XAttribute("fill-opacity", strength.ToString("0.##", CultureInfo.InvariantCulture))),
                Svg.Text($"middle {(strength >= Strong ? "high" : "low")}", x + CellWidth / 2, top + 16, (value * 100).ToString("0.0", CultureInfo.InvariantCulture)));
        }
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
