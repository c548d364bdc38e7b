using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.TestSupport;

namespace AdaSapSweep.Coordinator.Tests.Cli;

/// <summary>A store with a sweep that is done: three sizes with two seeds each, with curves, sizes, attacks and corruptions.</summary>
internal static class ASweepWithCurves
{
    public const string Text = """
        name: curved
        seeds: [1, 2]
        data: { name: shapes, train_images: 100, test_images: 50 }
        grids:
          - method: adasap
            adapt_epochs: 0
            robust_epochs: 0
            size_ratio: [0.6, 0.4, 0.2]
        """;

    public static string WriteTo(TemporaryFolder folder)
    {
        var clock = new ManualClock();
        var plan = PlannedSweep.Parse(Text, "the test's file", null).Plan;
        using var store = SweepStore.Open(folder["store.db"], clock);
        var sweep = store.BeginSweep(plan, Text).Id;
        var done = new HashSet<StageKey>();
        foreach (var trial in plan.Trials)
        {
            foreach (var stage in trial.Stages.Where(done.Add))
            {
                store.Commit([new LeaseGranted(stage, new(1), new("cpu/1"), "it was ready", clock.GetUtcNow())]);
                clock.Advance(TimeSpan.FromSeconds(10));
                store.Commit([new AttemptSucceeded(stage, new(1), Outcome(trial, stage), clock.GetUtcNow())]);
            }
            store.Commit([new TrialChanged(sweep, trial.Id, TrialState.Succeeded, null, clock.GetUtcNow())]);
        }
        store.Commit([new EventLogged(sweep, EventNames.Ended, "done", null, clock.GetUtcNow())]);
        return store.Path;
    }

    private static StageOutcome Outcome(TrialSpec trial, StageKey stage)
    {
        var made = ImmutableSortedDictionary<string, string>.Empty.Add("adasapsweep", "0.0.1").Add("device", "cpu").Add("steps", "7");
        if (stage != trial.LastStage)
            return new([.. Enumerable.Range(1, 3).SelectMany(e => new EpochMetric[] { new(e, "loss", 2.0 / e), new(e, "accuracy", e / 4.0), new(e, "validation_robust_accuracy", e == 2 ? 0.5 : 0.25) })], [], [], null, 1, made);
        var by = trial.Number / 10.0;
        return new(
            [],
            [
                new("clean_accuracy", by, false), new("pgd_accuracy", by / 2, false), new("corruption_accuracy", by / 1.5, false), new("corruption_accuracy.fog", by / 2, false),
                new("corruption_accuracy.snow", by, false), new("parameters", 1000 * trial.Number, false), new("macs", 20_000 * trial.Number, false),
            ],
            [], null, 1, made);
    }
}
