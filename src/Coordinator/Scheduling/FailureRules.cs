using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Scheduling;

/// <summary>What a failed attempt means for its stage, by the kind of failure.</summary>
internal static class FailureRules
{
    private const int MostDoublings = 16;
    private static readonly TimeSpan LongestDiskWait = TimeSpan.FromMinutes(1);

    /// <param name="wasAsked">The slot was told to give the stage up.</param>
    public static Verdict Apply(FailureKind kind, StageStatus stage, bool wasAsked, SchedulingPolicy policy)
    {
        var failed = stage.Failed;
        switch (kind)
        {
            // The same again would come out the same.
            case FailureKind.Diverged or FailureKind.Data:
                return new(failed, Final: true, TimeSpan.Zero);
            case FailureKind.Crash or FailureKind.Hung:
                failed = failed with { Crashes = failed.Crashes + 1 };
                return new(failed, failed.Crashes >= policy.MaxCrashes, policy.DelayAfter(failed.Crashes));
            // Tried again at once, with smaller parts of a batch.
            case FailureKind.OutOfMemory:
                failed = failed with { OutOfMemory = failed.OutOfMemory + 1 };
                return new(failed, OwnDoing(failed, stage) >= policy.MaxOutOfMemory, TimeSpan.Zero);
            case FailureKind.Cancelled when wasAsked:
                return new(failed, Final: false, TimeSpan.Zero);
            // Nobody's fault, but a stage that always ends so must not go round for ever.
            case FailureKind.Lost or FailureKind.Cancelled or FailureKind.ParentMissing:
                failed = failed with { Losses = failed.Losses + 1 };
                return new(failed, failed.Losses >= policy.MaxLosses, TimeSpan.Zero);
            // The stage has done nothing wrong: it waits until there is space, however long that takes.
            case FailureKind.DiskFull:
                var wait = policy.DelayAfter(stage.DiskFull + 1);
                return new(failed, Final: false, wait < LongestDiskWait ? wait : LongestDiskWait) { DiskFull = stage.DiskFull + 1 };
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of failure");
        }
    }

    /// <summary>Parts that each batch is worked on in: twice as many after each attempt that ran out of memory, but for one that had others beside it.</summary>
    public static int MicroBatches(StageStatus stage) => 1 << Math.Min(OwnDoing(stage.Failed, stage), MostDoublings);

    private static int OwnDoing(FailedAttempts failed, StageStatus stage) => Math.Max(0, failed.OutOfMemory - (stage.RanOutBesideOthers ? 1 : 0));
}

/// <summary>What becomes of a stage after a failed attempt.</summary>
/// <param name="Failed">Its counters from now on.</param>
/// <param name="Final">It is quarantined; else it is tried again.</param>
/// <param name="Delay">Not before this time has passed.</param>
internal readonly record struct Verdict(FailedAttempts Failed, bool Final, TimeSpan Delay)
{
    public int DiskFull { get; init; }
}
