using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>Accuracies over every axis of numbers with at least three values; the radii of perturbations first.</summary>
internal static class SensitivitySection
{
    private const int LeastValues = 3;
    private const int MostAxes = 8;
    private const int MostPoints = 60;

    public static IEnumerable<XElement> Of(ReportData data)
    {
        var axes = data.Groups.SelectMany(g => g.Axes.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(axis => Values(data, axis).Distinct().Take(LeastValues).Count() == LeastValues).OrderByDescending(IsRadius).ToList();
        var sections = axes.Take(MostAxes).Select(axis => Section(data, axis)).OfType<XElement>().ToList();
        if (axes.Count > MostAxes) sections.Add(Html.Note(string.Create(CultureInfo.InvariantCulture, $"{MostAxes} of {axes.Count} axes of numbers are drawn.")));
        if (sections.Count > 0) yield return Html.Section("sensitivity", "Sensitivity", sections);
    }

    private static bool IsRadius(string axis) => axis.Contains("rho", StringComparison.Ordinal);

    private static IEnumerable<double> Values(ReportData data, string axis) => data.Groups.Select(g => Number(g, axis)).OfType<double>();

    private static double? Number(SettingsGroup group, string axis) => group.Axes.GetValueOrDefault(axis) switch
    {
        long whole => whole,
        double number when Scale.CanShow(number) => number,
        _ => null,
    };

    private static XElement? Section(ReportData data, string axis)
    {
        var numbers = data.Groups.Where(g => Number(g, axis) is not null).ToList();
        var (names, series, isMean) = Series(numbers, axis);
        var figures = data.Accuracies.Select(accuracy => Plot(numbers, axis, accuracy, names, series)).OfType<XElement>().ToList();
        if (figures.Count == 0) return null;
        return Html.Element(
            "div", Html.Element("h3", axis),
            Html.Note(isMean ? "A line is the mean of a method over seeds and all else that varies, bars are one standard deviation. Where values were not tried with the same others, a difference may be of those; 'adasap effects' compares like with like." : "A line is the mean over seeds, bars are one standard deviation."),
            names.Count > CurveChoice.MostSettings ? Html.Note(string.Create(CultureInfo.InvariantCulture, $"The first {CurveChoice.MostSettings} of {names.Count} methods are drawn.")) : null,
            Legend.OfLines(names.Take(CurveChoice.MostSettings).Select((name, i) => (i, name))), Html.Figures(figures));
    }

    /// <summary>A line for all that agrees in everything else, where that makes few lines that are worth it; else a line a method.</summary>
    private static (List<string> Names, Func<SettingsGroup, string> Of, bool IsMean) Series(List<SettingsGroup> groups, string axis)
    {
        string Rest(SettingsGroup group) => string.Join(' ', [group.Method, .. group.Axes.Where(a => a.Key != axis).Select(a => $"{a.Key}={ResultsCsv.Text(a.Value)}")]);
        var lines = groups.GroupBy(Rest).ToList();
        var longOnes = lines.Count(l => l.Select(g => Number(g, axis)).Distinct().Count() >= LeastValues);
        return lines.Count <= CurveChoice.MostSettings && 2 * longOnes >= lines.Count
            ? (lines.ConvertAll(l => l.Key), Rest, false)
            : ([.. groups.Select(g => g.Method).Distinct()], g => g.Method, true);
    }

    private static XElement? Plot(List<SettingsGroup> groups, string axis, string accuracy, List<string> names, Func<SettingsGroup, string> series)
    {
        var lines = new List<PlotLine>();
        for (var i = 0; i < Math.Min(names.Count, CurveChoice.MostSettings); i++)
        {
            var name = names[i];
            var points = groups.Where(g => series(g) == name).GroupBy(g => Number(g, axis)!.Value).OrderBy(g => g.Key)
                .Select(at => (X: at.Key, Spread: Spread.Of([.. at.SelectMany(g => g.Trials).Select(t => SettingsGroup.Result(t, accuracy)).OfType<double>()])))
                .Where(p => p.Spread is not null).ToList();
            if (points.Count == 0) continue;
            lines.Add(new(i, [.. Thinning.Evenly(points, MostPoints).Select(p => new LinePoint(p.X, p.Spread!.Value.Mean, p.Spread.Value.Deviation, Text(name, axis, p.X, p.Spread.Value)))]));
        }
        var values = lines.SelectMany(l => l.Points).Select(p => p.X).Distinct().ToList();
        if (values.Count < LeastValues) return null;
        return Html.Figure(
            $"{MetricWords.Heading(MetricWords.Of(accuracy))} over {axis}", LinePlot.Draw(lines, Paper.Horizontal(values, axis, Unit.Number), (MetricWords.Of(accuracy), Unit.Share), marked: true));
    }

    private static string Text(string name, string axis, double x, Spread spread) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: {UnitText.Of(Unit.Share, spread)} at {axis} {x} ({Html.Count(spread.Count, "trial")})");
}
