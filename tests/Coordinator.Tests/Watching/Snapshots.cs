using System.Collections.Immutable;
using AdaSapSweep.Coordinator.Tests.Scheduling;
using AdaSapSweep.Coordinator.Watching;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Tests.Watching;

/// <summary>Moments of made-up sweeps.</summary>
internal static class Snapshots
{
    public static SweepSnapshot Of(double share = 0.46, IEnumerable<SlotNow>? slots = null, IEnumerable<EndedTrial>? ended = null, string? notice = null, int failed = 1) => new(
        "quickstart",
        new(
            Counts((TrialState.Pending, 6), (TrialState.Running, 2), (TrialState.Succeeded, 7), (TrialState.Failed, failed), (TrialState.Cancelled, 0)),
            Counts((StageState.Pending, 20), (StageState.Running, 2), (StageState.Succeeded, 25), (StageState.Failed, 1), (StageState.Skipped, 0))),
        share, TimeSpan.FromSeconds(130), TimeSpan.FromMinutes(3), [.. slots ?? Slots], [.. ended ?? []], notice);

    public static SlotNow[] Slots =>
    [
        new(new("cpu/1"), Work("dynamic-sparse-train", 12, epoch: 3, planned: 10, loss: 1.2345, speed: new(410.4, Speed.Images))),
        new(new("cpu/2"), Work("evaluate", 4, trials: 3, speed: new(2.24, Speed.Steps))),
        new(new("cpu/3"), null),
    ];

    public static SlotWork Work(string kind, int trial, int trials = 1, string? phase = null, int epoch = 0, int planned = 0, double? loss = null, Speed? speed = null) =>
        new(Plans.Key(kind), kind, new(1), trial, trials, phase, epoch, planned, loss, speed);

    public static EndedTrial Ended(int number, TrialState state = TrialState.Succeeded, string? reason = null, string axes = """{"criterion":"l2","seed":1}""") => new(
        TrialId.Of($"trial {number}"), number, "adasap", axes, state, reason, state == TrialState.Succeeded ? 0.881 : null, state == TrialState.Succeeded ? 0.31 : null, Plans.Start);

    private static ImmutableSortedDictionary<T, int> Counts<T>(params (T State, int Count)[] counts) where T : notnull =>
        counts.ToImmutableSortedDictionary(c => c.State, c => c.Count);
}
