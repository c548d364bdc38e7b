using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>Why a slot that has nothing waits at a moment: what of the sweep was ready, had failed before, or waited for a parent.</summary>
internal sealed class WaitingTimes
{
    private static readonly Comparer<(DateTimeOffset From, SlotShare Share)> ByTime = Comparer<(DateTimeOffset From, SlotShare Share)>.Create((a, b) => a.From.CompareTo(b.From));

    /// <summary>Each lasts until the next one; the first one begins before all time.</summary>
    private readonly List<(DateTimeOffset From, SlotShare Share)> _pieces = [(DateTimeOffset.MinValue, SlotShare.Idle)];

    private WaitingTimes()
    {
    }

    public static WaitingTimes Of(SweepTimeline timeline)
    {
        var changes = new List<(DateTimeOffset At, Kind Kind, int By)>();
        var attempts = timeline.Attempts.ToLookup(a => a.Row.Stage);
        var done = timeline.Attempts.Where(a => a.Row.State == AttemptState.Succeeded).GroupBy(a => a.Row.Stage).ToDictionary(g => g.Key, g => g.Min(a => a.End));
        foreach (var stage in timeline.Stored.Stages) Note(stage, [.. attempts[stage.Key]], done, timeline.Whole, changes);
        return FromChanges(changes);
    }

    /// <summary>The pieces of a slot's waiting; none for no time at all.</summary>
    public IEnumerable<SlotPiece> In(Stretch wait)
    {
        if (wait.Length == TimeSpan.Zero) yield break;
        var at = _pieces.BinarySearch((wait.Begin, default), ByTime);
        if (at < 0) at = ~at - 1;
        for (var begin = wait.Begin; begin < wait.End; at++)
        {
            var end = at + 1 < _pieces.Count && _pieces[at + 1].From < wait.End ? _pieces[at + 1].From : wait.End;
            yield return new(new(begin, end), _pieces[at].Share, null);
            begin = end;
        }
    }

    private static void Note(
        TimelineStage stage, List<TimedAttempt> attempts, Dictionary<StageKey, DateTimeOffset> done, Stretch whole, List<(DateTimeOffset, Kind, int)> changes)
    {
        var ready = whole.Begin;
        if (stage.Parent is { } parent)
        {
            // One that was done before the sweep's first run has no attempt here.
            var first = attempts.Count > 0 ? attempts[0].Begin : whole.End;
            var isBehind = done.TryGetValue(parent, out var parentDone) && parentDone <= first;
            if (isBehind) Add(changes, Kind.Blocked, new(whole.Begin, ready = parentDone));
            else if (attempts.Count == 0)
            {
                // Nobody waits for what was skipped or cancelled.
                if (stage.State == StageState.Pending) Add(changes, Kind.Blocked, whole);
                return;
            }
        }

        foreach (var attempt in attempts)
        {
            Add(changes, attempt == attempts[0] ? Kind.Ready : Kind.Failed, new(ready, attempt.Begin));
            ready = attempt.End;
            // It may run again for its artifact alone; when that was asked for is not known.
            if (attempt.Row.State == AttemptState.Succeeded) return;
        }
        if (stage.State == StageState.Pending) Add(changes, attempts.Count == 0 ? Kind.Ready : Kind.Failed, new(ready, whole.End));
    }

    private static void Add(List<(DateTimeOffset, Kind, int)> changes, Kind kind, Stretch time)
    {
        if (time.Length == TimeSpan.Zero) return;
        changes.Add((time.Begin, kind, 1));
        changes.Add((time.End, kind, -1));
    }

    private static WaitingTimes FromChanges(List<(DateTimeOffset At, Kind Kind, int By)> changes)
    {
        var times = new WaitingTimes();
        changes.Sort((a, b) => a.At.CompareTo(b.At));
        var counts = new int[3];
        for (var i = 0; i < changes.Count; i++)
        {
            counts[(int)changes[i].Kind] += changes[i].By;
            if (i + 1 < changes.Count && changes[i + 1].At == changes[i].At) continue;
            var share = counts[(int)Kind.Ready] > 0 ? SlotShare.Queue : counts[(int)Kind.Failed] > 0 ? SlotShare.Retry : counts[(int)Kind.Blocked] > 0 ? SlotShare.WaitForParent : SlotShare.Idle;
            if (share != times._pieces[^1].Share) times._pieces.Add((changes[i].At, share));
        }
        return times;
    }

    private enum Kind
    {
        Ready,
        Failed,
        Blocked,
    }
}
