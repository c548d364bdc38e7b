using System.Collections.Immutable;
using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A trial's row of the model store.</summary>
internal sealed class ModelTrial(ImmutableArray<StageKey> stages)
{
    public ImmutableArray<StageKey> Stages { get; } = stages;

    public TrialState State { get; set; } = TrialState.Pending;

    public bool Dropped { get; set; }

    public bool Ended => State is TrialState.Succeeded or TrialState.Failed or TrialState.Cancelled;
}
