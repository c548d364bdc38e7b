using AdaSapSweep.Coordinator.Scheduling;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A stage on a device.</summary>
internal sealed class Work(Dispatch order, int epochs)
{
    public Dispatch Order { get; } = order;

    /// <summary>Epochs that are through, those from the checkpoint included.</summary>
    public int Epochs { get; set; } = epochs;

    /// <summary>Epochs that the coordinator was told of.</summary>
    public int Told { get; set; } = epochs;

    public long Steps { get; set; }

    public bool Hangs { get; set; }

    public bool ToldToStop { get; set; }
}
