using AdaSapSweep.Shared.Model;
using AdaSapSweep.Shared.Protocol;

namespace AdaSapSweep.GpuActor.Running;

/// <summary>Runs one stage from beginning to end on the calling thread.</summary>
internal interface IStageRunner
{
    /// <summary>Resumes from the stage's checkpoint when there is one.</summary>
    /// <exception cref="StageFailedException">The stage failed, with the kind of failure.</exception>
    StageOutcome Run(RunStage order, StageProgress progress, CancellationToken stop);
}

/// <summary>A stage failed in a way that has a name.</summary>
internal sealed class StageFailedException(FailureKind kind, string reason, Exception? inner = null) : Exception(reason, inner)
{
    public FailureKind Kind { get; } = kind;
}
