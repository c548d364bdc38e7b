using System.Collections.Immutable;
using System.Globalization;
using AdaSapSweep.Coordinator.Cli;
using AdaSapSweep.Coordinator.Reporting.Plots;
using AdaSapSweep.Coordinator.Timelines;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Reporting.Sections;

/// <summary>A slot's time as pieces to draw.</summary>
/// <param name="IsMerged">There were more pieces than can be drawn.</param>
internal sealed record SlotRow(TimeRow Row, bool IsMerged)
{
    private const int LongestReason = 160;

    /// <summary>Kinds of pieces; they differ by colour and by height.</summary>
    public static readonly ImmutableArray<(string Word, string Colour, double Share)> Looks =
        [("train", "c0", 1), ("evaluate", "c2", 0.6), ("came to nothing", "c1", 0.8), ("waits", "waits", 0.2)];

    /// <param name="begins">Of the runs on the paper, in seconds.</param>
    /// <param name="most">Pieces to draw.</param>
    public static SlotRow Of(SlotId slot, ImmutableArray<TimedRun> runs, ImmutableArray<double> begins, SlotPieces pieces, int most)
    {
        var all = runs.SelectMany((run, i) => run.Slots.Contains(slot)
            ? pieces.Of(slot, run.Time).Where(p => p.Share != SlotShare.Idle).Select(p => new Placed(p, begins[i] + (p.Time.Begin - run.Time.Begin).TotalSeconds))
            : []).ToList();
        return all.Count <= most
            ? new(new(slot.Value, [.. all.Select(p => Draw(p.At, p.End, Look(p.Piece), Text(p.Piece)))]), false)
            : new(new(slot.Value, [.. Merged(all, begins[^1] / most)]), true);
    }

    /// <summary>Pieces in a row, until they are as long as that.</summary>
    private static IEnumerable<TimePiece> Merged(List<Placed> all, double least)
    {
        for (var first = 0; first < all.Count;)
        {
            var last = first;
            while (last + 1 < all.Count && all[last].End - all[first].At < least) last++;
            var some = all[first..(last + 1)];
            var look = some.GroupBy(p => Look(p.Piece)).MaxBy(g => g.Sum(p => p.End - p.At))!.Key;
            yield return some.Count == 1
                ? Draw(some[0].At, some[0].End, look, Text(some[0].Piece))
                : Draw(some[0].At, some[^1].End, look, string.Create(CultureInfo.InvariantCulture, $"{some.Count(p => p.Piece.Attempt is not null):N0} attempts; most of the time: {Looks[look].Word}"));
            first = last + 1;
        }
    }

    private static TimePiece Draw(double begin, double end, int look, string text) => new(begin, end, Looks[look].Colour, Looks[look].Share, text);

    private static int Look(SlotPiece piece) => piece.Attempt switch
    {
        null => 3,
        { IsLost: true } => 2,
        { IsEvaluation: true } => 1,
        _ => 0,
    };

    private static string Text(SlotPiece piece)
    {
        var length = TraceWords.Seconds(piece.Time.Length);
        if (piece.Attempt is not { } attempt) return $"waits {length}: {TraceWords.Of(piece.Share)}";
        var reason = attempt.Row.FailureReason is { } why ? $": {TraceWords.Cut(why, LongestReason)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{TraceWords.Stage(attempt)}, attempt {attempt.Row.Number.Value}: {TraceWords.Outcome(attempt)} after {length}, from {attempt.Begin:HH:mm:ss} UTC{reason}");
    }

    /// <param name="At">Its begin on the paper, in seconds.</param>
    private sealed record Placed(SlotPiece Piece, double At)
    {
        public double End => At + Piece.Time.Length.TotalSeconds;
    }
}
