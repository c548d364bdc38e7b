using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>Accuracy under each kind of corruption, a row for all trials that differ by the seed alone.</summary>
internal static class CorruptionSection
{
    private const string Mean = "corruption_accuracy";
    private const string Prefix = Mean + ".";
    private const int MostRows = 40;
    private const int Severities = 5;

    public static XElement? Of(ReportData data)
    {
        var present = data.Trials.SelectMany(t => t.Measurements.Keys).ToHashSet(StringComparer.Ordinal);
        var kinds = CorruptionKinds.All.Where(kind => present.Contains(Prefix + kind)).ToList();
        var with = data.Groups.Where(g => kinds.Any(kind => g.Spread(Prefix + kind) is not null)).OrderByDescending(g => g.Spread(Mean)?.Mean).ToList();
        if (with.Count == 0) return null;
        return Html.Section(
            "corruptions", "Accuracy by corruption",
            Html.Note("In per cent, mean over severities and seeds; the best settings by the mean over kinds come first. A pointer on a cell shows severities and spread."),
            with.Count > MostRows ? Html.Note(string.Create(CultureInfo.InvariantCulture, $"The first {MostRows:N0} of {with.Count:N0} settings are shown.")) : null,
            Html.Wide(HeatMap.Draw("accuracy by settings and kind of corruption", ["mean", .. kinds.Select(MetricWords.Of)], [.. with.Take(MostRows).Select(g => Row(g, kinds))])));
    }

    private static HeatRow Row(SettingsGroup group, List<string> kinds) => new(group.Name, [Cell(group, Mean, "mean"), .. kinds.Select(kind => Cell(group, Prefix + kind, kind))]);

    private static HeatCell Cell(SettingsGroup group, string measurement, string kind)
    {
        if (group.Spread(measurement) is not { } spread) return new(null, "");
        var severities = Enumerable.Range(1, Severities)
            .Select(s => (Severity: s, Spread: group.Spread(string.Create(CultureInfo.InvariantCulture, $"{measurement}.{s}"))))
            .Where(s => s.Spread is not null).Select(s => string.Create(CultureInfo.InvariantCulture, $"severity {s.Severity}: {UnitText.Of(Unit.Share, s.Spread)}"));
        return new(spread.Mean, string.Join("; ", [$"{group.Name}, {MetricWords.Of(kind)}: {UnitText.Of(Unit.Share, spread)} ({Html.Count(spread.Count, "trial")})", .. severities]));
    }
}
