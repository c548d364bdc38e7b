using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Reporting;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Tests.Reporting;

/// <summary>Made-up sweeps to report on.</summary>
internal static class Reports
{
    public static readonly DateTimeOffset At = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    /// <param name="axes">What varies, the seed included.</param>
    public static TrialRow Trial(int number, string method, Dictionary<string, object> axes, Dictionary<string, double> results, TrialState state = TrialState.Succeeded, string? reason = null) => new(
        TrialId.Of(FormattableString.Invariant($"trial {number}")), number, method, JsonSerializer.Serialize(new Dictionary<string, object>(axes) { ["method"] = method }), "{}", state, reason, false, 1,
        results.ToImmutableSortedDictionary(r => r.Key, r => new MeasurementRow(r.Value, false, null), StringComparer.Ordinal));

    public static ReportData Data(IReadOnlyList<TrialRow> trials, IReadOnlyList<EpochCurves>? curves = null, StoredTimeline? timeline = null, string name = "made-up", string text = "name: made-up\n") => new(
        new(new(1), name, "shapes", text, "", 1, At, At, null, null),
        trials,
        new(
            Enum.GetValues<TrialState>().ToImmutableSortedDictionary(s => s, s => trials.Count(t => t.State == s)),
            Enum.GetValues<StageState>().ToImmutableSortedDictionary(s => s, _ => 0)),
        SweepTimeline.Of(timeline ?? new([], [], []), new StageSpans(), At, isLive: false),
        curves ?? [],
        new([], []), "1.2.3", At);

    /// <summary>The page as the file has it.</summary>
    public static string Text(ReportData data)
    {
        using var stream = new MemoryStream();
        SweepReport.Write(data, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static XElement Parsed(string text) => XDocument.Parse(text).Root!;

    public static IReadOnlyList<string> Sections(XElement page) => [.. page.Descendants("section").Select(s => s.Attribute("id")!.Value)];

    public static XElement Section(XElement page, string id) => page.Descendants("section").Single(s => s.Attribute("id")!.Value == id);

    public static IEnumerable<XElement> Drawn(XElement within, string element, string css) =>
        within.Descendants(Svg.Space + element).Where(e => e.Attribute("class")?.Value.Split(' ').Contains(css) == true);
}
