using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>The artifact folder: what survives every process.</summary>
internal sealed class Disk
{
    public HashSet<StageKey> Artifacts { get; } = [];

    /// <summary>Epochs that are in a stage's last checkpoint.</summary>
    public Dictionary<StageKey, int> Checkpoints { get; } = [];
}
