using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>
/// A store with a sweep of three trials that share a root: the first one succeeded, with a crash on its way; the second one's training was given
/// up; the third one waits.
/// </summary>
internal static class ASweepToExplain
{
    public const string Text = """
        name: explained
        data: { name: shapes, train_images: 100, test_images: 50 }
        grids:
          - method: adasap
            adapt_epochs: 0
            robust_epochs: 0
            size_ratio: [0.6, 0.4, 0.2]
        """;

    private static readonly SlotId Slot = new("node/cpu:0");

    public static SweepPlan Plan() => PlannedSweep.Parse(Text, "the test's file", null).Plan;

    /// <param name="outcome">What the first trial's stages came to; null: nothing to speak of.</param>
    public static string WriteTo(TemporaryFolder folder, Func<StageKey, StageOutcome>? outcome = null)
    {
        outcome ??= _ => new([], [], [], null, 1, ImmutableSortedDictionary<string, string>.Empty);
        var clock = new ManualClock();
        using var store = SweepStore.Open(folder["store.db"], clock);
        var plan = Plan();
        var sweep = store.BeginSweep(plan, Text).Id;
        var (first, second) = (plan.Trials[0], plan.Trials[1]);
        Succeed(store, clock, first.Stages[0], 1, outcome);
        Fail(store, clock, first.Stages[1], 1, FailureKind.Crash, "it broke", final: false);
        Succeed(store, clock, first.Stages[1], 2, outcome);
        Succeed(store, clock, first.Stages[2], 1, outcome);
        Fail(store, clock, second.Stages[1], 1, FailureKind.Diverged, "the loss is NaN", final: true);
        store.Commit([
            new StageSkipped(second.Stages[2], "adasap-prune failed", clock.GetUtcNow()),
            new TrialChanged(sweep, first.Id, TrialState.Succeeded, null, clock.GetUtcNow()),
            new TrialChanged(sweep, second.Id, TrialState.Failed, "adasap-prune failed: the loss is NaN", clock.GetUtcNow())]);
        return store.Path;
    }

    private static void Succeed(SweepStore store, ManualClock clock, StageKey stage, int attempt, Func<StageKey, StageOutcome> outcome)
    {
        Grant(store, clock, stage, attempt);
        store.Commit([new AttemptSucceeded(stage, new(attempt), outcome(stage), clock.GetUtcNow())]);
    }

    private static void Fail(SweepStore store, ManualClock clock, StageKey stage, int attempt, FailureKind kind, string reason, bool final)
    {
        Grant(store, clock, stage, attempt);
        store.Commit([new AttemptFailed(stage, new(attempt), kind, reason, final, clock.GetUtcNow())]);
    }

    private static void Grant(SweepStore store, ManualClock clock, StageKey stage, int attempt)
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        store.Commit([new LeaseGranted(stage, new(attempt), Slot, $"attempt {attempt}", clock.GetUtcNow())]);
        clock.Advance(TimeSpan.FromSeconds(2));
    }
}
