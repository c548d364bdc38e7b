using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using static AdaSapSweep.Coordinator.Reporting.Markup.Svg;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <summary>What tells series apart: a colour, and a shape for who sees no colours. 48 differ; more begin anew.</summary>
internal static class Marker
{
    public const int Colours = 8;

    private const int Shapes = 6;
    private const double Radius = 4.5;

    public static string Colour(int series) => FormattableString.Invariant($"c{series % Colours}");

    /// <summary>The middle is the place; the first 8 series have 6 shapes in turn, the next 8 begin with the second shape, and so on.</summary>
    public static XElement At(int series, double x, double y) => ((series % Colours + series / Colours) % Shapes) switch
    {
        0 => Svg.Circle("mark", x, y, Radius),
        1 => Path("mark", $"M{Number(x - 4)} {Number(y - 4)}h8v8h-8z"),
        2 => Path("mark", $"M{Number(x)} {Number(y - 5.2)}l5 9h-10z"),
        3 => Path("mark", $"M{Number(x)} {Number(y - 5.7)}l5.7 5.7l-5.7 5.7l-5.7 -5.7z"),
        4 => Path("mark", $"M{Number(x)} {Number(y + 5.2)}l5 -9h-10z"),
        _ => Path("mark", $"M{Number(x - 1.8)} {Number(y - 5)}h3.6v3.2h3.2v3.6h-3.2v3.2h-3.6v-3.2h-3.2v-3.6h3.2z"),
    };
}
