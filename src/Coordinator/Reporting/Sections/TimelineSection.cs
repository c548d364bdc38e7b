using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Reporting.Markup;
using AdaSapSweep.Coordinator.Reporting.Plots;
using AdaSapSweep.Coordinator.Timelines;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>What each slot did when, run after run, and what the slots' time went to.</summary>
internal static class TimelineSection
{
    private const int MostSlots = 32;

    /// <summary>Pieces of all slots together.</summary>
    private const int MostPieces = 4000;

    public static XElement? Of(ReportData data)
    {
        var timeline = data.Timeline;
        var slots = timeline.Runs.SelectMany(r => r.Slots).Distinct().OrderBy(s => s.Value.Length).ThenBy(s => s.Value, StringComparer.Ordinal).ToList();
        if (slots.Count == 0) return null;
        var pieces = new SlotPieces(timeline);
        var begins = Begins(timeline.Runs);
        var most = MostPieces / Math.Min(slots.Count, MostSlots);
        var rows = slots.Take(MostSlots).Select(slot => SlotRow.Of(slot, timeline.Runs, begins, pieces, most)).ToList();
        return Html.Section(
            "timeline", "Timeline",
            timeline.Runs.Length == 1 ? null : Html.Note("Runs one after the other, without the pauses between them."),
            slots.Count > MostSlots ? Html.Note(string.Create(CultureInfo.InvariantCulture, $"{MostSlots} of {slots.Count:N0} slots are drawn.")) : null,
            rows.Any(r => r.IsMerged) ? Html.Note($"Neighbouring pieces are drawn as one, of what took most of it: {most} a slot are drawn.") : null,
            Legend.List(SlotRow.Looks.Select(look => (Legend.Sign(look.Colour, Svg.Rectangle("piece", 2, 7 - 6 * look.Share, 20, 12 * look.Share)), look.Word))),
            Html.Wide(TimePlot.Draw("what each slot did", [.. rows.Select(r => r.Row)], begins[^1], [.. timeline.Runs.Select((run, i) => (begins[i], Name(run)))])),
            Time(timeline, pieces));
    }

    /// <summary>Of each run on the paper, in seconds; the last one is the end of all.</summary>
    private static ImmutableArray<double> Begins(ImmutableArray<TimedRun> runs)
    {
        var begins = ImmutableArray.Create(0.0);
        foreach (var run in runs) begins = begins.Add(begins[^1] + run.Time.Length.TotalSeconds);
        return begins;
    }

    private static string Name(TimedRun run) => string.Create(CultureInfo.InvariantCulture, $"run {run.Known.Number}");

    private static IEnumerable<XElement> Time(SweepTimeline timeline, SlotPieces pieces)
    {
        var time = SlotTime.Of(timeline, pieces);
        yield return Html.Element("h3", "What the slots' time went to");
        yield return Html.Table(
            ["share", "#time", "#of all"],
            Enum.GetValues<SlotShare>().Where(share => time[share] > 0).Select(share => (IReadOnlyList<object?>)[TraceWords.Of(share), TraceWords.Seconds(time[share]), TraceWords.Share(time[share], time.Whole)]));
    }
}
