using System.Collections.Immutable;
using System.Diagnostics;
using AdaSapSweep.GpuActor.Running;
using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;
using AdaSapSweep.Shared.Store;
using AdaSapSweep.Stages;

namespace AdaSapSweep.Benchmarks.Orchestrator;

/// <summary>Stages that do nothing, and how long the slot waited between the end of one and the begin of the next.</summary>
internal sealed class IdleRunner(string gapFile) : IStageRunner
{
    private static readonly string NoHash = new('0', 64);

    private readonly List<long> _gaps = [];
    private long _ended;

    public StageOutcome Run(RunStage order, StageProgress progress, CancellationToken stop)
    {
        if (_ended != 0) _gaps.Add(Stopwatch.GetTimestamp() - _ended);
        ArtifactRecord? artifact = StageKinds.IsEvaluation(order.Spec.Kind) ? null : new(ArtifactPaths.Artifact(order.Lease.Stage), 1, NoHash);
        var outcome = new StageOutcome([], [], [], artifact, 0, ImmutableSortedDictionary<string, string>.Empty);
        _ended = Stopwatch.GetTimestamp();
        return outcome;
    }

    /// <summary>Microseconds, one number a line.</summary>
    public void WriteGaps()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(gapFile)!);
        File.WriteAllLines(gapFile, _gaps.Select(ticks => FormattableString.Invariant($"{ticks * 1e6 / Stopwatch.Frequency:F1}")));
    }
}
