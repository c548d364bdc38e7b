using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>
/// A store with a sweep of three trials that share a root, on two slots: a crash, a kill of everything after 26 s, and a second run from
/// 60 s on that finished it after 84 s.
/// </summary>
internal static class ASweepThatWasKilled
{
    private static readonly SlotId First = new("cpu/1");
    private static readonly SlotId Second = new("cpu/2");

    /// <summary>When the first run begins.</summary>
    public static DateTimeOffset Start => new ManualClock().GetUtcNow();

    public static string WriteTo(TemporaryFolder folder)
    {
        var clock = new ManualClock();
        var plan = ASweepToExplain.Plan();
        var path = folder["store.db"];
        var stages = plan.Trials.Select(t => t.Stages).ToList();
        using (var store = SweepStore.Open(path, clock))
        {
            var run = new Moments(store, clock, store.BeginSweep(plan, ASweepToExplain.Text).Id);
            run.Grant(2, stages[0][0], 1, First);
            run.Succeed(12, stages[0][0], 1);
            run.Grant(12, stages[0][1], 1, First);
            run.Grant(12, stages[1][1], 1, Second);
            run.Fail(20, stages[0][1], 1, FailureKind.Crash, "it broke");
            run.Grant(21, stages[0][1], 2, First);
            run.Progress(26, stages[1][1], 1);
            run.At(60);
        }

        using (var store = SweepStore.Open(path, clock))
        {
            var run = new Moments(store, clock, store.BeginSweep(plan, ASweepToExplain.Text).Id);
            run.Fail(61, stages[0][1], 2, FailureKind.Lost, "its process is gone");
            run.Fail(61, stages[1][1], 1, FailureKind.Lost, "its process is gone");
            run.Grant(61, stages[0][1], 3, First);
            run.Grant(61, stages[1][1], 2, Second);
            run.Succeed(70, stages[0][1], 3);
            run.Grant(70, stages[0][2], 1, First);
            run.Succeed(72, stages[0][2], 1);
            run.Grant(72, stages[2][1], 1, First);
            run.Succeed(75, stages[1][1], 2);
            run.Grant(75, stages[1][2], 1, Second);
            run.Succeed(77, stages[1][2], 1);
            run.Succeed(80, stages[2][1], 1);
            run.Grant(80, stages[2][2], 1, Second);
            run.Succeed(83, stages[2][2], 1);
            run.End(84, plan);
        }
        return path;
    }

    private sealed class Moments(SweepStore store, ManualClock clock, SweepId sweep)
    {
        public DateTimeOffset At(int seconds)
        {
            clock.Advance(Start.AddSeconds(seconds) - clock.GetUtcNow());
            return clock.GetUtcNow();
        }

        public void Grant(int at, StageKey stage, int attempt, SlotId slot) => store.Commit([new LeaseGranted(stage, new(attempt), slot, "it was ready", At(at))]);

        public void Progress(int at, StageKey stage, int attempt) => store.Commit([new AttemptProgressed(stage, new(attempt), [new(1, "loss", 1)], At(at))]);

        public void Succeed(int at, StageKey stage, int attempt) =>
            store.Commit([new AttemptSucceeded(stage, new(attempt), new([], [], [], null, 1, ImmutableSortedDictionary<string, string>.Empty), At(at))]);

        public void Fail(int at, StageKey stage, int attempt, FailureKind kind, string reason) =>
            store.Commit([new AttemptFailed(stage, new(attempt), kind, reason, Final: false, At(at))]);

        public void End(int at, SweepPlan plan) => store.Commit([
            .. plan.Trials.Select(t => new TrialChanged(sweep, t.Id, TrialState.Succeeded, null, At(at))),
            new EventLogged(sweep, EventNames.Ended, "done", null, At(at))]);
    }
}
