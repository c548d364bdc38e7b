using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>Counts failed attempts from what was recorded, over all runs, and holds the machine to its limits in both directions.</summary>
internal sealed class RetryLimits(SchedulingPolicy policy)
{
    private readonly Dictionary<StageKey, List<Entry>> _history = [];

    /// <param name="countedAfter">The attempt at which the stage last succeeded or was put back: those up to it count no more.</param>
    public void Check(AttemptFailed failed, int countedAfter)
    {
        var history = HistoryOf(failed.Stage);
        history.Add(new(failed.Attempt.Value, failed.Kind));
        var counted = history.Where(e => e.Attempt > countedAfter).ToList();
        var inARow = counted.Skip(counted.FindLastIndex(e => e.Failure is null) + 1).ToList();
        var lost = inARow.Count(e => e.Failure == FailureKind.Lost);
        // Whether somebody had asked for it to be given back, the record does not say.
        var givenUp = inARow.Count(e => e.Failure is FailureKind.Cancelled or FailureKind.ParentMissing);
        var (must, may) = failed.Kind switch
        {
            FailureKind.Diverged or FailureKind.Data => (true, true),
            FailureKind.Crash or FailureKind.Hung => Reached(counted.Count(e => e.Failure is FailureKind.Crash or FailureKind.Hung), policy.MaxCrashes),
            // One beside others on the device does not count.
            FailureKind.OutOfMemory => (counted.Count(e => e.Failure == FailureKind.OutOfMemory) is var count && count >= policy.MaxOutOfMemory + (policy.DeviceMemoryShare is null ? 0 : 1), count >= policy.MaxOutOfMemory),
            FailureKind.Lost => (lost >= policy.MaxLosses, lost + givenUp >= policy.MaxLosses),
            FailureKind.Cancelled or FailureKind.ParentMissing => (false, lost + givenUp >= policy.MaxLosses),
            _ => (false, false),
        };
        Rules.Hold(failed.Final ? may : !must, $"{failed.Kind} {(failed.Final ? "ended a stage" : "did not end a stage")} after {string.Join(", ", counted)}");
    }

    public void Progressed(AttemptProgressed progressed)
    {
        if (!progressed.Epochs.IsEmpty) HistoryOf(progressed.Stage).Add(new(progressed.Attempt.Value, null));
    }

    private static (bool Must, bool May) Reached(int count, int limit) => (count >= limit, count >= limit);

    private List<Entry> HistoryOf(StageKey stage)
    {
        if (!_history.TryGetValue(stage, out var history)) _history.Add(stage, history = []);
        return history;
    }

    /// <param name="Failure">Null for a new epoch.</param>
    private sealed record Entry(int Attempt, FailureKind? Failure);
}
