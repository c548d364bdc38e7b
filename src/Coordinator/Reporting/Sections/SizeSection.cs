using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>Accuracies against parameters and MACs, a mark for all trials that differ by the seed alone, and what nothing beats.</summary>
internal static class SizeSection
{
    private const int MostMarks = 300;
    private const int MostFrontRows = 40;

    public static XElement? Of(ReportData data)
    {
        var methods = data.Methods.ToList();
        var plots = (from accuracy in data.Accuracies from size in Sizes(data) select Plot(data, methods, accuracy, size)).OfType<SizePlot>().ToList();
        if (plots.Count == 0) return null;
        // A size that all have tells nothing, where another one does.
        if (plots.Exists(p => p.Varies)) plots.RemoveAll(p => !p.Varies);
        var settings = plots.Max(p => p.All);
        return Html.Section(
            "size", "Accuracy against size",
            Html.Note("A mark is the mean over seeds, bars are one standard deviation. The dashed line is the Pareto front: what is above it or left of it was not found. Parameters and MACs count weights that are zero too, unless it says otherwise."),
            settings > MostMarks ? Html.Note(string.Create(CultureInfo.InvariantCulture, $"A plot shows {MostMarks:N0} of up to {settings:N0} settings: those of the front, and others evenly picked.")) : null,
            Legend.OfMarks(methods.Index().Where(m => plots.Exists(p => p.Methods.Contains(m.Item)))), Html.Figures(plots.Select(p => p.Figure)), Fronts(plots));
    }

    private static IEnumerable<SizeMeasure> Sizes(ReportData data)
    {
        yield return new("parameters", g => g.Spread("parameters"));
        yield return new("macs", g => g.Spread("macs"));
        // A network without zeros tells nothing of them.
        if (data.Trials.Any(t => SettingsGroup.Result(t, "sparse_macs") is not null)) yield return new("sparse_macs", g => g.Spread("sparse_macs") ?? g.Spread("macs"));
    }

    private static SizePlot? Plot(ReportData data, List<string> methods, string accuracy, SizeMeasure size)
    {
        var known = data.Groups.Select(g => (Group: g, Size: size.Of(g), Value: g.Spread(accuracy)))
            .Where(g => g is { Size.Mean: > 0 and < Scale.Largest, Value: not null }).Select(g => new Placed(g.Group, g.Size!.Value, g.Value!.Value)).ToList();
        if (known.Count == 0) return null;
        var front = ParetoFront.Of([.. known.Select(p => (p.Size.Mean, p.Value.Mean))]).Select(i => known[i]).ToList();
        var marks = Shown(known, front).Select(p => new ScatterMark(
            p.Size.Mean, p.Value.Mean, p.Size.Deviation ?? 0, p.Value.Deviation ?? 0, methods.IndexOf(p.Group.Method),
            $"{p.Group.Name}: {UnitText.Of(Unit.Share, p.Value)}, {UnitText.Of(Unit.Count, p.Size)} {MetricWords.Of(size.Name)} ({Html.Count(p.Value.Count, "trial")})"));
        var drawing = ScatterPlot.Draw(
            [.. marks], [.. Shown(front, []).Select(p => (p.Size.Mean, p.Value.Mean))], (MetricWords.Of(size.Name), Unit.Count), (MetricWords.Of(accuracy), Unit.Share));
        return new(accuracy, size.Name, known.Count, known.Exists(p => p.Size.Mean != known[0].Size.Mean), known.Select(p => p.Group.Method).ToHashSet(StringComparer.Ordinal), front, Html.Figure($"{MetricWords.Heading(MetricWords.Of(accuracy))} against {MetricWords.Of(size.Name)}", drawing));
    }

    /// <summary>All, or as many as a plot can show: those of the front before others.</summary>
    private static List<Placed> Shown(List<Placed> all, List<Placed> front)
    {
        if (all.Count <= MostMarks) return all;
        var first = Thinning.Evenly(front, MostMarks / 2);
        var known = first.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. first, .. Thinning.Evenly([.. all.Where(p => !known.Contains(p))], MostMarks - first.Count)];
    }

    private static IEnumerable<XElement> Fronts(List<SizePlot> plots)
    {
        var rows = plots.SelectMany(plot => plot.Front.Select(p => (IReadOnlyList<object?>)
        [
            MetricWords.Of(plot.Accuracy), MetricWords.Of(plot.Size), p.Group.Name, UnitText.Of(Unit.Share, p.Value), UnitText.Of(Unit.Count, p.Size), p.Value.Count,
        ])).ToList();
        yield return Html.Element("h3", "Pareto fronts");
        if (rows.Count > MostFrontRows) yield return Html.Note(string.Create(CultureInfo.InvariantCulture, $"{MostFrontRows:N0} of {rows.Count:N0} places on fronts are listed, evenly picked."));
        yield return Html.Table(["of", "against", "settings", "#accuracy", "#size", "#trials"], Thinning.Evenly(rows, MostFrontRows));
    }

    private sealed record SizeMeasure(string Name, Func<SettingsGroup, Spread?> Of);

    private sealed record Placed(SettingsGroup Group, Spread Size, Spread Value);

    /// <param name="All">Settings that have both numbers.</param>
    /// <param name="Varies">They differ in size.</param>
    /// <param name="Methods">Of those settings.</param>
    private sealed record SizePlot(string Accuracy, string Size, int All, bool Varies, HashSet<string> Methods, List<Placed> Front, XElement Figure);
}
