using AdaSapSweep.Shared.Store;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A request's row of the model store.</summary>
internal sealed class ModelRequest(long number, SweepRequest request)
{
    public long Number { get; } = number;

    public SweepRequest Request { get; } = request;

    public string? Answer { get; set; }

    public bool Done { get; set; }
}
