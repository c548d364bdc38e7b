using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Columns;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>Trials that failed, attempts that came to nothing, and numbers that are no results, each with its reason.</summary>
internal static class FailureSection
{
    private const int MostRows = 100;
    private const int LongestReason = 2000;

    public static XElement? Of(ReportData data)
    {
        List<XElement> parts = [.. Trials(data), .. Attempts(data), .. Rejections(data)];
        return parts.Count == 0 ? null : Html.Section("failures", "What failed, and why", parts);
    }

    private static IEnumerable<XElement> Trials(ReportData data)
    {
        var failed = data.Trials.Where(t => t.State == TrialState.Failed).ToList();
        return Part("Trials", failed.Count, ["#trial", "method", "settings", "reason"], failed.Take(MostRows).Select(t => (IReadOnlyList<object?>)
            [t.Number, t.Method, AxesText.Of(t.Axes), Long(t.Reason ?? "")]));
    }

    /// <summary>The latest; those that others took over after a kill are among them.</summary>
    private static IEnumerable<XElement> Attempts(ReportData data)
    {
        var lost = data.Timeline.Stored.Attempts.Where(a => a.Row is { State: AttemptState.Failed, Failure: not FailureKind.Cancelled }).ToList();
        var kinds = lost.GroupBy(a => a.Row.Failure).OrderByDescending(g => g.Count()).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count():N0} {g.Key?.ToColumn() ?? "failed"}"));
        return Part(
            $"Attempts that came to nothing: {string.Join(", ", kinds)}", lost.Count, ["stage", "#attempt", "slot", "how", "began (UTC)", "reason"],
            lost.TakeLast(MostRows).Select(a => (IReadOnlyList<object?>)
            [
                $"{a.Kind} {a.Row.Stage.Prefix}", a.Row.Number.Value, a.Row.Slot.Value, a.Row.Failure?.ToColumn(),
                a.Row.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Long(a.Row.FailureReason ?? ""),
            ]));
    }

    private static IEnumerable<XElement> Rejections(ReportData data)
    {
        var rejected = data.Trials.SelectMany(t => t.Measurements.Where(m => m.Value.Rejection is not null).Select(m => (t.Number, m.Key, m.Value.Rejection))).ToList();
        return Part("Numbers that are no results", rejected.Count, ["#trial", "measurement", "reason"], rejected.Take(MostRows).Select(r => (IReadOnlyList<object?>)[r.Number, r.Key, Long(r.Rejection!)]));
    }

    private static IEnumerable<XElement> Part(string title, int count, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        if (count == 0) yield break;
        yield return Html.Element("h3", title);
        if (count > MostRows) yield return Html.Note(string.Create(CultureInfo.InvariantCulture, $"{MostRows:N0} of {count:N0} are listed."));
        yield return Html.Table(columns, rows);
    }

    /// <summary>Sentences, over several lines.</summary>
    private static XElement Long(string text) => Html.Element("span", Html.Class("long"), text.Length <= LongestReason ? text : text[..LongestReason] + "…");
}
