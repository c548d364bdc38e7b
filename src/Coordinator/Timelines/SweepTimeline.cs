using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>A run of the sweep, with the slots that it had.</summary>
internal sealed record TimedRun(TimelineRun Known, Stretch Time, ImmutableArray<SlotId> Slots);

/// <summary>When what ran where, from the store and, where there are some, from span files.</summary>
internal sealed class SweepTimeline
{
    private SweepTimeline(StoredTimeline stored, ImmutableArray<TimedRun> runs, ImmutableArray<TimedAttempt> attempts) => (Stored, Runs, Attempts) = (stored, runs, attempts);

    public StoredTimeline Stored { get; }

    /// <summary>Those in which slots had work, or could have had.</summary>
    public ImmutableArray<TimedRun> Runs { get; }

    /// <summary>Those that a slot took up, in the order in which they began.</summary>
    public ImmutableArray<TimedAttempt> Attempts { get; }

    /// <summary>From the first run's beginning to the last one's end, with the pauses in between.</summary>
    public Stretch Whole => Runs.IsEmpty ? default : new(Runs[0].Time.Begin, Runs.Max(r => r.Time.End));

    /// <param name="now">The end of what is under way.</param>
    /// <param name="isLive">A coordinator has the store: its last run is under way.</param>
    public static SweepTimeline Of(StoredTimeline stored, StageSpans spans, DateTimeOffset now, bool isLive)
    {
        var ends = stored.Runs.Select(r => new Stretch(r.Begun, EndOf(r, stored, spans, now, isLive && r == stored.Runs[^1]))).ToList();
        var attempts = stored.Attempts.Length == 0 ? [] : Timed(stored, ends, spans, now);
        var runs = stored.Runs.Zip(ends, (run, time) => new TimedRun(run, time, Slots(run, time, attempts, spans))).Where(r => !r.Slots.IsEmpty);
        return new(stored, [.. runs], [.. attempts.OrderBy(a => a.Begin).ThenBy(a => a.Row.Slot.Value, StringComparer.Ordinal)]);
    }

    /// <summary>A run that was killed ends with the last thing known of it; one whose stages the next run took over, when that began.</summary>
    private static DateTimeOffset EndOf(TimelineRun run, StoredTimeline stored, StageSpans spans, DateTimeOffset now, bool isUnderWay)
    {
        if (run.Ended is { } ended) return ended;
        if (isUnderWay) return now;
        var limit = run.Next ?? DateTimeOffset.MaxValue;
        var last = run.Begun;
        foreach (var known in stored.Attempts.Where(a => a.Row.StartedAt >= run.Begun && a.Row.StartedAt < limit))
        {
            if (known.Row is { State: AttemptState.Succeeded, EndedAt: { } end } && end >= limit) return limit;
            foreach (var sign in new[] { known.Row.StartedAt, known.ProgressedAt, known.Row.EndedAt, spans.Of(known.Row.Stage, known.Row.Number)?.Time.End })
            {
                if (sign > last && sign < limit) last = sign.Value;
            }
        }
        return last;
    }

    private static List<TimedAttempt> Timed(StoredTimeline stored, List<Stretch> runs, StageSpans spans, DateTimeOffset now)
    {
        var timed = new List<TimedAttempt>();
        foreach (var slot in stored.Attempts.GroupBy(a => a.Row.Slot))
        {
            var free = DateTimeOffset.MinValue;
            // What was given ahead was granted while the one before ran, so the ends tell the order.
            foreach (var (known, end) in slot.Select(a => (Known: a, End: EndOf(a, stored.Runs, runs, spans, now))).OrderBy(a => a.End).ThenBy(a => a.Known.Row.StartedAt))
            {
                var granted = new Stretch(known.Row.StartedAt, end);
                var span = spans.Of(known.Row.Stage, known.Row.Number);
                // Another machine's clock may be wrong; the store's is right.
                var time = span is { } told ? told.Time.Within(granted) : granted with { Begin = free > granted.Begin ? free : granted.Begin };
                if (time.End <= time.Begin) continue;
                timed.Add(new(known, time.Begin, time.End, span?.Phases));
                free = time.End;
            }
        }
        return timed;
    }

    /// <summary>That of an attempt which died with its run was written down by the next one.</summary>
    private static DateTimeOffset EndOf(TimelineAttempt known, ImmutableArray<TimelineRun> runs, List<Stretch> times, StageSpans spans, DateTimeOffset now)
    {
        var end = known.Row.EndedAt ?? now;
        var index = runs.Select((run, i) => (run, i)).Where(r => r.run.Begun <= known.Row.StartedAt).Select(r => r.i).DefaultIfEmpty(-1).Last();
        var told = spans.Of(known.Row.Stage, known.Row.Number)?.Time.End;
        if (index < 0 || known.Row.State == AttemptState.Succeeded) return end;
        var isCutShort = runs[index].Ended is null && end > times[index].End;
        return isCutShort ? told > times[index].End && told < end ? told.Value : times[index].End : end;
    }

    private static ImmutableArray<SlotId> Slots(TimelineRun run, Stretch time, List<TimedAttempt> attempts, StageSpans spans) =>
    [
        .. attempts.Where(a => a.Begin < time.End && a.End > time.Begin).Select(a => a.Row.Slot).Concat(spans.SlotsOf(run.Number))
            .Distinct().OrderBy(s => s.Value.Length).ThenBy(s => s.Value, StringComparer.Ordinal),
    ];
}
