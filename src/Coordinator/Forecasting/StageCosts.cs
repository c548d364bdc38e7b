using AdaSapSweep.Coordinator.Scheduling;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Planning;
using AdaSapSweep.Shared.Store.Results;

namespace AdaSapSweep.Coordinator.Forecasting;

/// <summary>What a stage is expected to cost.</summary>
/// <param name="Seconds">Of a slot; null where no such stage has run.</param>
/// <param name="Bytes">Of its artifact; null where neither a run nor the architecture tells.</param>
/// <param name="Memory">That its slot's process holds at its highest; null where no such stage has told.</param>
internal sealed record StageCosts(Func<StageSpec, double?> Seconds, Func<StageSpec, long?> Bytes, Func<StageSpec, long?> Memory)
{
    /// <summary>What it takes of its device's memory while it runs; true for a GPU. Null where no such stage has told on such a device.</summary>
    public Func<StageSpec, bool, long?> OfDevice { get; init; } = (_, _) => null;

    /// <summary>Nothing has run yet: no time is known, and sizes follow from parameter counts.</summary>
    public static readonly StageCosts Unlearned = new(_ => null, NetworkSizes.ArtifactBytes, _ => null);

    /// <summary>Times and sizes of finished stages of the same kind and architecture.</summary>
    public static StageCosts Learned(LearnedCosts costs) =>
        new(costs.Seconds, stage => costs.ArtifactBytes(stage) is { } bytes ? (long)bytes : NetworkSizes.ArtifactBytes(stage), costs.PeakMemoryBytes) { OfDevice = costs.StageMemoryBytes };

    public StageTree Tree(SweepPlan plan) => new(plan, Seconds, Bytes, OfDevice);
}
