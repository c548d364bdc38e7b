using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Timelines;

/// <summary>What an attempt on the critical path came after.</summary>
internal enum After
{
    /// <summary>The beginning.</summary>
    Start,

    /// <summary>Its parent.</summary>
    Parent,

    /// <summary>Another stage, which had the slot.</summary>
    Slot,

    /// <summary>An earlier attempt at the same stage.</summary>
    Failure,
}

/// <param name="Wait">Between the end of what was before and the beginning of this.</param>
internal sealed record PathStep(TimedAttempt Attempt, After After, TimeSpan Wait);

/// <summary>The chain of attempts that decided when the sweep, or a trial, was over: each began when the one before it let it.</summary>
internal static class CriticalPath
{
    private static readonly Comparer<TimedAttempt> ByBegin = Comparer<TimedAttempt>.Create((a, b) => a.Begin.CompareTo(b.Begin));

    /// <param name="last">The attempt that ended last.</param>
    /// <returns>In the order of time.</returns>
    public static IReadOnlyList<PathStep> To(TimedAttempt last, SweepTimeline timeline)
    {
        var parents = timeline.Stored.Stages.ToDictionary(s => s.Key, s => s.Parent);
        var byStage = timeline.Attempts.ToLookup(a => a.Row.Stage);
        var bySlot = timeline.Attempts.GroupBy(a => a.Row.Slot).ToDictionary(g => g.Key, g => g.ToList());
        var path = new List<PathStep>();
        for (var at = last; ;)
        {
            var parent = parents.GetValueOrDefault(at.Row.Stage) is { } key ? LastBefore(byStage[key].Where(a => a.Row.State == AttemptState.Succeeded), at) : null;
            var failure = LastBefore(byStage[at.Row.Stage], at);
            var slot = Before(bySlot[at.Row.Slot], at);
            // Of two that ended together, the nearer reason is told.
            var (before, after) = new[] { (parent, After.Parent), (failure, After.Failure), (slot, After.Slot) }.MaxBy(c => c.Item1?.End ?? DateTimeOffset.MinValue);
            if (before is null)
            {
                path.Add(new(at, After.Start, at.Begin - timeline.Whole.Begin));
                path.Reverse();
                return path;
            }
            path.Add(new(at, after, at.Begin - before.End));
            at = before;
        }
    }

    private static TimedAttempt? LastBefore(IEnumerable<TimedAttempt> attempts, TimedAttempt next) => attempts.Where(a => a.End <= next.Begin).MaxBy(a => a.End);

    /// <summary>A slot has one stage at a time, so the order of beginnings is that of ends.</summary>
    private static TimedAttempt? Before(List<TimedAttempt> slot, TimedAttempt next)
    {
        var at = slot.BinarySearch(next, ByBegin);
        return at > 0 ? slot[at - 1] : null;
    }
}
