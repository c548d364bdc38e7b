using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>What the sweep is, how far it is, what it took, and its best trials.</summary>
internal static class SummarySection
{
    private static readonly string[] Sizes = ["parameters", "macs", "sparsity"];

    public static XElement Of(ReportData data) => Html.Section("summary", "Summary", Html.Facts(Facts(data)), Best(data));

    private static IEnumerable<(string, object?)> Facts(ReportData data)
    {
        yield return ("data set", data.Sweep.DataName);
        yield return ("trials", States(data.Counts.Trials.Select(c => (c.Key.ToString(), c.Value))));
        yield return ("stages", States(data.Counts.Stages.Select(c => (c.Key.ToString(), c.Value))));
        yield return ("methods", string.Join(", ", data.Methods));
        var timeline = data.Timeline;
        if (timeline.Runs.IsEmpty)
        {
            yield return ("runs", "nothing has run yet");
            yield break;
        }
        var lost = timeline.Attempts.Count(a => a.IsLost);
        yield return ("attempts", Html.Count(timeline.Attempts.Length, "attempt") + (lost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {lost:N0} of them came to nothing")));
        yield return ("runs", $"{Html.Count(timeline.Runs.Length, "run")}, {Time(timeline.Whole.Begin)} to {Time(timeline.Whole.End)} UTC");
        var wall = timeline.Runs.Sum(r => r.Time.Length.TotalSeconds);
        var slots = timeline.Runs.Sum(r => r.Slots.Length * r.Time.Length.TotalSeconds);
        yield return ("wall time", $"{TraceWords.Seconds(wall)} of running, {TraceWords.Seconds(slots)} of all slots together");
        if (timeline.Attempts.Any(a => a.Row.State == AttemptState.Running)) yield return ("now", "work is under way, or was when its processes were killed");
    }

    /// <summary>As <c>3: 1 succeeded, 2 pending</c>.</summary>
    private static string States(IEnumerable<(string State, int Count)> counts)
    {
        var all = counts.ToList();
        var parts = all.Where(c => c.Count > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Count:N0} {c.State.ToLowerInvariant()}"));
        return string.Create(CultureInfo.InvariantCulture, $"{all.Sum(c => c.Count):N0}: {string.Join(", ", parts)}");
    }

    /// <summary>The best trial by each accuracy; the first one by number where several are equal.</summary>
    private static IEnumerable<XElement> Best(ReportData data)
    {
        if (data.Accuracies.IsEmpty) yield break;
        var sizes = Sizes.Where(s => data.Trials.Any(t => SettingsGroup.Result(t, s) is not null)).ToList();
        yield return Html.Element("h3", "Best trials");
        yield return Html.Table(
            ["by", "#accuracy", "#trial", "method", "settings", .. sizes.Select(s => "#" + MetricWords.Of(s))],
            data.Accuracies.Select(name =>
            {
                var best = data.Trials.Where(t => SettingsGroup.Result(t, name) is not null).MaxBy(t => SettingsGroup.Result(t, name))!;
                return (IReadOnlyList<object?>)
                [
                    MetricWords.Of(name), UnitText.Of(Unit.Share, SettingsGroup.Result(best, name)!.Value), best.Number, best.Method, AxesText.Of(best.Axes),
                    .. sizes.Select(s => SettingsGroup.Result(best, s) is { } size ? UnitText.Of(MetricWords.UnitOf(s), size) : ""),
                ];
            }));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
