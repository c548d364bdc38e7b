using System.Collections.Immutable;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <param name="Colour">A class that gives it.</param>
/// <param name="Share">Of the row's height: kinds differ by it too.</param>
internal readonly record struct TimePiece(double Begin, double End, string Colour, double Share, string Text);

internal sealed record TimeRow(string Name, ImmutableArray<TimePiece> Pieces);

/// <summary>Rows of pieces of time, one below the other.</summary>
internal static class TimePlot
{
    private const double Width = 900;
    private const double Left = 96;
    private const double Right = Width - 12;
    private const double Top = 18;
    private const double RowHeight = 22;
    private const double BarHeight = 16;
    private const double Narrowest = 0.4;
    private const int MostTicks = 10;
    private const int LongestName = 13;

    /// <summary>Seconds of which nobody wants to read more than two minutes or hours.</summary>
    private const double Enough = 150;

    /// <param name="seconds">Of the whole time.</param>
    /// <param name="divisions">Names of what begins at a time, in seconds, ascending.</param>
    public static XElement Draw(string label, IReadOnlyList<TimeRow> rows, double seconds, IReadOnlyList<(double At, string Name)> divisions)
    {
        var (unit, word) = seconds > Enough * 3600 ? (86400.0, "days") : seconds > Enough * 60 ? (3600.0, "hours") : seconds > Enough ? (60.0, "minutes") : (1.0, "seconds");
        var axis = new Axis(Scale.Exact(0, seconds / unit, Left, Right, MostTicks), word + " of running", Unit.Number);
        var bottom = Top + rows.Count * RowHeight + 4;
        double At(double time) => axis.Scale.Of(Math.Clamp(time / unit, axis.Scale.Low, axis.Scale.High));
        return Svg.Drawing(
            "broad", Width, bottom + 42, label, axis.Below(bottom), Divisions(divisions, At, bottom),
            rows.Select((row, i) => Svg.Group("row", Row(row, Top + i * RowHeight, At))));
    }

    private static IEnumerable<XElement> Divisions(IReadOnlyList<(double At, string Name)> divisions, Func<double, double> at, double bottom)
    {
        var free = 0.0;
        foreach (var (time, name) in divisions)
        {
            var x = at(time);
            yield return Svg.Line("divide", x, Top - 4, x, bottom);
            if (x < free) continue;
            free = x + (name.Length + 1) * Axis.LetterWidth;
            if (free <= Right + Axis.LetterWidth) yield return Svg.Text("begin soft", x + 2, Top - 6, name);
        }
    }

    private static IEnumerable<XElement> Row(TimeRow row, double top, Func<double, double> at)
    {
        var name = row.Name.Length <= LongestName ? row.Name : row.Name[..(LongestName - 1)] + "…";
        yield return Svg.Group("name", Svg.Title(row.Name), Svg.Text("end", Left - 6, top + 13, name));
        foreach (var piece in row.Pieces)
        {
            var (begin, end, height) = (at(piece.Begin), at(piece.End), BarHeight * piece.Share);
            yield return Svg.Rectangle($"piece {piece.Colour}", begin, top + (BarHeight - height) / 2, Math.Max(end - begin, Narrowest), height, Svg.Title(piece.Text));
        }
    }
}
