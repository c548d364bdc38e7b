using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>A row for all trials that differ by the seed alone: means and standard deviations.</summary>
internal static class ResultsSection
{
    private const int MostRows = 200;

    public static XElement? Of(ReportData data)
    {
        var metrics = ResultsTable.MainMetricsOf(data.Trials);
        if (metrics.Count == 0) return null;
        var first = data.Accuracies.FirstOrDefault(metrics[0]);
        var with = data.Groups.Where(g => metrics.Any(m => g.Spread(m) is not null)).ToList();
        if (with.Count == 0) return null;
        var axes = with.SelectMany(g => g.Axes.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        var ranked = with.OrderByDescending(g => g.Spread(first)?.Mean).ToList();
        return Html.Section(
            "results", "Results",
            Html.Note($"Mean and standard deviation (n - 1) over seeds, ordered by {MetricWords.Of(first)}. 'adasap results' has each trial and all measurements."),
            ranked.Count > MostRows ? Html.Note(string.Create(CultureInfo.InvariantCulture, $"The first {MostRows:N0} of {ranked.Count:N0} settings are shown.")) : null,
            Html.Table(
                ["method", .. axes.Select(a => metrics.Contains(a) ? "asked " + a : a), "#trials", .. metrics.Select(m => "#" + MetricWords.Of(m))],
                ranked.Take(MostRows).Select(g => (IReadOnlyList<object?>)
                [
                    g.Method, .. axes.Select(a => ResultsCsv.Text(g.Axes.GetValueOrDefault(a))),
                    g.Trials.Count(t => SettingsGroup.Result(t, first) is not null),
                    .. metrics.Select(m => UnitText.Of(MetricWords.UnitOf(m), g.Spread(m))),
                ])));
    }
}
