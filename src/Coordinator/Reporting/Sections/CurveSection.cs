using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>What training reported over its epochs, a line for trials that differ by the seed alone.</summary>
internal static class CurveSection
{
    private const int MostPoints = 120;

    public static XElement? Of(ReportData data)
    {
        var plots = EpochNames.All.Select(name => Plot(data.Curves, name)).OfType<XElement>().ToList();
        if (plots.Count == 0) return null;
        var settings = data.Groups.Length;
        return Html.Section(
            "curves", "Training",
            Html.Note("Epochs are counted on over the stages of a trial. A line is the mean over seeds, a band one standard deviation. Training accuracy is that on the images that were trained on, attacked where training attacks."),
            settings > data.Curves.Count
                ? Html.Note(string.Create(CultureInfo.InvariantCulture, $"{data.Curves.Count:N0} of {settings:N0} settings are drawn: the best of each method in turn{(data.Accuracies.IsEmpty ? "" : $", by {MetricWords.Of(data.Accuracies[0])}")}."))
                : null,
            data.Groups.Any(g => g.Trials.Length > CurveChoice.MostSeeds) ? Html.Note($"Means are over the first {CurveChoice.MostSeeds} seeds.") : null,
            data.Curves.Any(c => c.Curves.Values.Any(p => p.Length > MostPoints)) ? Html.Note($"Of longer curves {MostPoints} epochs are drawn, evenly picked.") : null,
            Legend.OfLines(data.Curves.Select((c, i) => (i, c.Name)).Where(c => !data.Curves[c.i].Curves.IsEmpty)), Html.Figures(plots));
    }

    public static PlotLine Line(int series, string name, ImmutableArray<CurvePoint> curve, Unit unit, string what, bool isDashed = false) => new(
        series,
        [
            .. Thinning.Evenly(curve, MostPoints).Select(p => new LinePoint(
                p.Epoch, p.Value?.Mean ?? double.NaN, p.Value?.Deviation,
                string.Create(CultureInfo.InvariantCulture, $"{name}: {what} {UnitText.Of(unit, p.Value)} at epoch {p.Epoch} ({p.Kind}, its {p.Within}.)"))),
        ],
        isDashed);

    /// <summary>From the first epoch to the last one of any line.</summary>
    public static Axis Epochs(IEnumerable<PlotLine> lines)
    {
        var all = lines.SelectMany(l => l.Points).Select(p => p.X).ToList();
        return Paper.Along(all.Min(), all.Max(), "epoch");
    }

    private static XElement? Plot(IReadOnlyList<EpochCurves> curves, string name)
    {
        var unit = MetricWords.UnitOf(name);
        var lines = curves.Select((c, i) => c.Curves.TryGetValue(name, out var curve) ? Line(i, c.Name, curve, unit, MetricWords.Of(name)) : null).OfType<PlotLine>().ToList();
        // One epoch makes no curve.
        if (lines.SelectMany(l => l.Points).Where(p => Scale.CanShow(p.Y)).Select(p => p.X).Distinct().Take(2).Count() < 2) return null;
        // Sizes are of interest where training changes them.
        if (name is EpochNames.Parameters or EpochNames.Sparsity && lines.TrueForAll(l => l.Points.All(p => p.Y == l.Points[0].Y))) return null;
        return Html.Figure(MetricWords.Heading(MetricWords.Of(name)), LinePlot.Draw(lines, Epochs(lines), (MetricWords.Of(name), unit), marked: false));
    }
}
