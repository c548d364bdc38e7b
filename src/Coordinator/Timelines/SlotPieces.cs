using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Timelines;

/// <param name="Attempt">Null when the slot waited.</param>
internal readonly record struct SlotPiece(Stretch Time, SlotShare Share, TimedAttempt? Attempt);

/// <summary>The time of slots cut into pieces without gaps: the attempts that they worked on, and why they waited in between.</summary>
internal sealed class SlotPieces(SweepTimeline timeline)
{
    private readonly WaitingTimes _waiting = WaitingTimes.Of(timeline);
    private readonly ILookup<SlotId, TimedAttempt> _attempts = timeline.Attempts.ToLookup(a => a.Row.Slot);

    public IEnumerable<SlotPiece> Of(SlotId slot, Stretch run)
    {
        var free = run.Begin;
        foreach (var attempt in _attempts[slot])
        {
            var busy = new Stretch(attempt.Begin, attempt.End).Within(run with { Begin = free });
            if (busy.Length == TimeSpan.Zero) continue;
            foreach (var wait in _waiting.In(new(free, busy.Begin))) yield return wait;
            yield return new(busy, attempt.IsLost ? SlotShare.Retry : attempt.IsEvaluation ? SlotShare.Evaluate : SlotShare.Train, attempt);
            free = busy.End;
        }
        foreach (var wait in _waiting.In(new(free, run.End))) yield return wait;
    }
}
