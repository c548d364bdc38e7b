using AdaSapSweep.Coordinator.Timelines;

namespace AdaSapSweep.Coordinator.Cli;

/// <summary>Time from left to right, a character a share of it: that of what took most of it.</summary>
internal static class TraceBars
{
    public const string Legend = "= train   e evaluate   x came to nothing   . queue   : waits for a parent   r waits for a retry   - idle";

    private const int MostSlots = 64;
    private const char Nothing = ' ';

    /// <summary>A line for each slot.</summary>
    public static IEnumerable<string> Slots(SweepTimeline timeline, SlotPieces pieces, int width)
    {
        var slots = timeline.Runs.SelectMany(r => r.Slots).Distinct().OrderBy(s => s.Value.Length).ThenBy(s => s.Value, StringComparer.Ordinal).ToList();
        var names = Math.Min(slots.Max(s => s.Value.Length), width / 4);
        foreach (var slot in slots.Take(MostSlots))
        {
            var marks = timeline.Runs.Where(r => r.Slots.Contains(slot)).SelectMany(r => pieces.Of(slot, r.Time)).Select(p => (p.Time, MarkOf(p)));
            yield return $"{TraceWords.Cut(slot.Value, names).PadRight(names)} |{Bar(timeline.Whole, marks, width - names - 3)}|";
        }
        if (slots.Count > MostSlots) yield return FormattableString.Invariant($"and {slots.Count - MostSlots} slots more");
    }

    /// <summary>One line.</summary>
    /// <param name="marks">Stretches that do not overlap, with what stands for them.</param>
    public static string Bar(Stretch whole, IEnumerable<(Stretch Time, char Mark)> marks, int width)
    {
        var most = new double[width];
        var sums = new Dictionary<char, double>[width];
        var bar = new char[width];
        Array.Fill(bar, Nothing);
        var cell = Math.Max(whole.Length.TotalSeconds, 1e-9) / width;
        foreach (var (time, mark) in marks)
        {
            var (begin, end) = ((time.Begin - whole.Begin).TotalSeconds / cell, (time.End - whole.Begin).TotalSeconds / cell);
            for (var i = Math.Max(0, (int)begin); i < width && i < end; i++)
            {
                sums[i] ??= [];
                var sum = sums[i][mark] = sums[i].GetValueOrDefault(mark) + Math.Min(end, i + 1) - Math.Max(begin, i);
                if (sum <= most[i]) continue;
                (most[i], bar[i]) = (sum, mark);
            }
        }
        return new(bar);
    }

    public static char MarkOf(TimedAttempt attempt) => attempt.IsLost ? 'x' : attempt.IsEvaluation ? 'e' : '=';

    private static char MarkOf(SlotPiece piece) => piece.Attempt is { } attempt ? MarkOf(attempt) : piece.Share switch
    {
        SlotShare.Queue => '.',
        SlotShare.WaitForParent => ':',
        SlotShare.Retry => 'r',
        _ => '-',
    };
}
