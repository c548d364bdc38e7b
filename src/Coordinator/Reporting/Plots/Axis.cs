using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <summary>A scale with what it says.</summary>
internal sealed record Axis(Scale Scale, string Title, Unit Unit)
{
    /// <summary>Of a letter, about, in the size of the labels.</summary>
    public const double LetterWidth = 6.6;

    private const double Between = 8;
    private const double TickLength = 4;

    /// <summary>Below a plot, with its title.</summary>
    /// <param name="y">Of the plot's lower edge.</param>
    public IEnumerable<XElement> Below(double y)
    {
        yield return Svg.Line("axis", Scale.From, y, Scale.To, y);
        var free = double.NegativeInfinity;
        foreach (var tick in Scale.Ticks)
        {
            var (x, text) = (Scale.Of(tick), UnitText.Tick(Unit, tick));
            yield return Svg.Line("axis", x, y, x, y + TickLength);
            // A label that would touch the one before is left out; its tick stays.
            if (x - text.Length * LetterWidth / 2 < free) continue;
            free = x + text.Length * LetterWidth / 2 + Between;
            yield return Svg.Text("middle", x, y + 17, text);
        }
        yield return Svg.Text("middle soft", (Scale.From + Scale.To) / 2, y + 36, Title);
    }

    /// <summary>Left of a plot, with lines across it; what it shows stands above the plot.</summary>
    /// <param name="left">Of the plot's left edge.</param>
    public IEnumerable<XElement> Across(double left, double right)
    {
        foreach (var tick in Scale.Ticks)
        {
            var y = Scale.Of(tick);
            yield return Svg.Line("grid", left, y, right, y);
            yield return Svg.Text("end", left - 6, y + 4, UnitText.Tick(Unit, tick));
        }
        yield return Svg.Line("axis", left, Scale.From, left, Scale.To);
    }
}
