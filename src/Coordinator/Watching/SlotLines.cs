using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Shared.Telemetry;

namespace AdaSapSweep.Coordinator.Watching;

/// <summary>A line for each slot, in columns: in full words where they fit, else in short ones.</summary>
internal static class SlotLines
{
    private const string Gap = "  ";
    private const int LeastKind = 8;

    /// <param name="forMemory">Slots without work wait for memory.</param>
    public static IReadOnlyList<ViewLine> Of(ImmutableArray<SlotNow> slots, bool forMemory, int width)
    {
        var full = slots.Select(s => Cells(s, forMemory, Words.Full)).ToList();
        var (cells, gap) = Width(full, Gap) <= width ? (full, Gap) : (slots.Select(s => Cells(s, forMemory, Words.Short)).ToList(), " ");
        var widths = Widths(cells);
        // What is left of the width is the kind's; a cut word is still known.
        widths[1] = Math.Max(LeastKind, Math.Min(widths[1], width - Width(cells, gap) + widths[1]));
        return [.. cells.Select(c => Line(c, widths, gap))];
    }

    private static string[] Cells(SlotNow slot, bool forMemory, Words words)
    {
        if (slot.Work is not { } work) return [slot.Slot.Value, forMemory ? "waits for memory" : "waits", "", "", "", ""];
        var trials = words == Words.Full
            ? Text($"trial {work.FirstTrial}{(work.Trials > 1 ? Text($" and {work.Trials - 1} more") : "")}")
            : Text($"#{work.FirstTrial}{(work.Trials > 1 ? Text($"+{work.Trials - 1}") : "")}");
        return
        [
            slot.Slot.Value, work.Kind, trials, Epoch(work, words),
            work.Loss is { } loss ? Text($"loss {loss:G4}") : "",
            work.Speed is { } speed ? Speed(speed, words) : "",
        ];
    }

    private static string Epoch(SlotWork work, Words words)
    {
        var doing = work.Phase switch
        {
            StagePhaseNames.Load => words == Words.Full ? "loading" : "load",
            StagePhaseNames.Prune => words == Words.Full ? "pruning" : "prune",
            _ => null,
        };
        if (work.PlannedEpochs == 0) return doing ?? "";
        var epoch = Text($"{work.Epoch}/{work.PlannedEpochs}");
        return words == Words.Full ? $"epoch {epoch}{(doing is null ? "" : $", {doing}")}" : doing is null ? epoch : doing;
    }

    private static string Speed(Speed speed, Words words)
    {
        var (value, time) = speed.PerSecond is > 0 and < 0.5 ? (speed.PerSecond * 60, "min") : (speed.PerSecond, "s");
        var number = value >= 10 ? Text($"{value:N0}") : Text($"{value:0.#}");
        return words == Words.Full ? $"{number} {speed.Unit}/{time}" : $"{number} {speed.Unit[..2]}/{time}";
    }

    private static int[] Widths(List<string[]> cells) => [.. Enumerable.Range(0, 6).Select(i => cells.Select(c => c[i].Length).DefaultIfEmpty(0).Max())];

    private static int Width(List<string[]> cells, string gap)
    {
        var widths = Widths(cells);
        return widths.Sum() + widths.Count(w => w > 0) * gap.Length - gap.Length;
    }

    private static ViewLine Line(string[] cells, int[] widths, string gap)
    {
        var parts = new List<ViewPart>();
        var written = 0;
        var column = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            if (widths[i] == 0) continue;
            var text = cells[i].Length <= widths[i] ? cells[i] : cells[i][..(widths[i] - 1)] + "…";
            if (text.Length > 0)
            {
                parts.Add(new string(' ', column - written));
                parts.Add(new(text, i == 0 ? Tone.Dim : i == 1 ? Tone.Strong : Tone.Plain));
                written = column + text.Length;
            }
            column += widths[i] + gap.Length;
        }
        return new([.. parts]);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private enum Words
    {
        Full,
        Short,
    }
}
