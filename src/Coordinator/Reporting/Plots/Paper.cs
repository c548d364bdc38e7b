using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;

namespace AdaSapSweep.Coordinator.Reporting.Plots;

/// <summary>A plot's measures. It is narrow, so that its letters are legible on a phone, where it is not made much smaller.</summary>
internal static class Paper
{
    public const double Width = 380;
    public const double Height = 270;
    public const double Left = 56;
    public const double Right = Width - 14;
    public const double Top = 12;
    public const double Bottom = Height - 44;

    private const int TicksAcross = 6;
    private const int TicksUp = 6;

    public static Axis Horizontal(IEnumerable<double> values, string title, Unit unit) => new(Scale.Of(values, Left, Right, TicksAcross), title, unit);

    /// <summary>Epochs and the like: from the first to the last, without room beside them.</summary>
    public static Axis Along(double first, double last, string title) => new(Scale.Exact(first, last, Left, Right, TicksAcross), title, Unit.Number);

    public static Axis Vertical(IEnumerable<double> values, string title, Unit unit) =>
        new(unit == Unit.Share ? Scale.OfShares(values, Bottom, Top, TicksUp) : Scale.Of(values, Bottom, Top, TicksUp), title, unit);

    /// <summary>A drawing with its axes.</summary>
    public static XElement Plot(Axis x, Axis y, IEnumerable<XElement> marks) =>
        Svg.Drawing("plot", Width, Height, $"{y.Title} against {x.Title}", y.Across(Left, Right), x.Below(Bottom), marks);
}
