using AdaSapSweep.GpuActor.Hosting;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Training;

namespace AdaSapSweep.Benchmarks.Speed;

/// <summary>The fast paths that a slot has by default, and what each is switched off by.</summary>
internal static class Switches
{
    public const string ChannelsLast = "channels-last";
    public const string FoldBatchNorm = "fold-batch-norm";
    public const string CacheSlices = "cache-slices";
    public const string GroupedUpdates = "grouped-updates";

    /// <summary>Each with the rows of <see cref="RowNames"/> that it is for.</summary>
    public static readonly IReadOnlyList<(string Name, IReadOnlyList<string> Rows)> All =
    [
        (ChannelsLast, [StepMethods.Sgd, StepMethods.Pgd, RowNames.Evaluation]),
        (FoldBatchNorm, [RowNames.Evaluation]),
        (CacheSlices, [RowNames.Evaluation]),
        (GroupedUpdates, [StepMethods.Sgd, StepMethods.Sam, StepMethods.AdaSap]),
    ];

    /// <summary>As hocon/gpu-actor.conf has them.</summary>
    public static FastPaths Usual(string device) =>
        HostSettings.Read(new(null, new SlotId("benchmark"), device, 1, null, "benchmark", null, null, null, null)).GpuActor.FastPaths;

    public static FastPaths Without(FastPaths paths, string name) => name switch
    {
        ChannelsLast => paths with { ChannelsLast = false },
        FoldBatchNorm => paths with { FoldBatchNorm = false },
        CacheSlices => paths with { CacheSlices = false },
        GroupedUpdates => paths with { GroupedUpdates = false },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a fast path"),
    };
}
