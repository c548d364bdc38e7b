using AdaSapSweep.Shared.Model;

namespace AdaSapSweep.Coordinator.Tests.Scheduling.Simulation;

/// <summary>A sweep file that changes at random.</summary>
internal interface IEdits
{
    SweepPlan Plan();

    /// <summary>The distinct stages of the plan, counted in another way than it is made.</summary>
    IReadOnlySet<StageKey> Stages();

    void Edit();
}
